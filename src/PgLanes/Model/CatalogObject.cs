namespace PgLanes.Model;

/// <summary>Anything that PostgreSQL keeps in a schema, as the server describes it with the template's schemas on the search path.</summary>
internal abstract record CatalogObject
{
    /// <summary>Where the server keeps it; never part of a comparison.</summary>
    public required ObjectId Id { get; init; }

    public required string Schema { get; init; }

    public required string Name { get; init; }

    /// <summary>How messages and comparisons name the object: kind and name, unique in its schema, without the schema.</summary>
    public abstract string Label { get; }

    /// <summary>Whether <c>schema.name</c> names the object in SQL; what belongs to a table, such as a column, is reached through it.</summary>
    public virtual bool IsNamedBySchema => true;

    /// <summary>Whether a lane gets one of its own; what it cannot get is a hazard.</summary>
    public virtual bool IsCloned => true;

    /// <summary>What else <c>schema.name</c> names because of the object, such as a range type's multirange type.</summary>
    public virtual IEnumerable<(string Schema, string Name)> CompanionNames => [];

    /// <summary>Returns the object as if the server kept it where it keeps <paramref name="other"/>, so that the two compare by meaning.</summary>
    public virtual CatalogObject PlacedLike(CatalogObject other) => this with { Id = other.Id };
}
