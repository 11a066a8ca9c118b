namespace PgLanes.Model;

/// <summary>A domain; its constraints are a kind of their own.</summary>
internal sealed record DomainModel : CatalogObject
{
    public override string Label => $"domain {Name}";

    public required string BaseType { get; init; }

    /// <summary>The collation, where it is not the base type's own.</summary>
    public required string? Collation { get; init; }

    public required string? Default { get; init; }

    public required bool NotNull { get; init; }
}
