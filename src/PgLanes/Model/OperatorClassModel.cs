namespace PgLanes.Model;

/// <summary>An operator class. Types, families and members are SQL.</summary>
internal sealed record OperatorClassModel : CatalogObject
{
    public override string Label => $"operator class {Name} using {Method}";

    public required string Method { get; init; }

    public required string Type { get; init; }

    public required bool IsDefault { get; init; }

    public required string Family { get; init; }

    /// <summary>The type that the index stores, where it is another one.</summary>
    public required string? Storage { get; init; }

    /// <summary>The operators and functions, as <c>CREATE OPERATOR CLASS</c> takes them.</summary>
    public required ModelList<string> Members { get; init; }
}
