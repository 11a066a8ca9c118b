namespace PgLanes.Model;

/// <summary>An operator. Types, functions and other operators are SQL.</summary>
internal sealed record OperatorModel : CatalogObject
{
    public override string Label => $"operator {Name}({Left ?? "none"}, {Right})";

    /// <summary>The type on the left; null for a prefix operator.</summary>
    public required string? Left { get; init; }

    public required string Right { get; init; }

    public required string Function { get; init; }

    /// <summary>With its schema, unless it is in the operator's own and was announced there and never made.</summary>
    public required string? Commutator { get; init; }

    /// <summary>As <see cref="Commutator"/>.</summary>
    public required string? Negator { get; init; }

    public required string? Restrict { get; init; }

    public required string? Join { get; init; }

    public required bool Hashes { get; init; }

    public required bool Merges { get; init; }
}
