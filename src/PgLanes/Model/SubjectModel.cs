namespace PgLanes.Model;

/// <summary>What the server keeps beside an object of any kind, named as <c>COMMENT ON</c>, <c>ALTER</c> and <c>GRANT ON</c> name it.</summary>
internal abstract record SubjectModel : CatalogObject
{
    public override bool IsNamedBySchema => false;

    /// <summary>The kind of the object, in SQL's words and capitals: <c>TABLE</c>, <c>ROUTINE</c>, <c>COLUMN</c> …</summary>
    public required string Type { get; init; }

    /// <summary>The part of the object that is meant: a column, a constraint, a trigger, a rule or a policy.</summary>
    public required string? Member { get; init; }

    /// <summary>What follows the name: a routine's argument types, an operator class's access method.</summary>
    public required string Signature { get; init; }

    /// <summary>The object, unique in its schema, without the schema.</summary>
    protected string Subject =>
        $"{Type.ToLowerInvariant()}{(Member is null ? "" : $" {Member} of")}{(Type == "SCHEMA" ? "" : $" {Name}{Signature}")}";
}
