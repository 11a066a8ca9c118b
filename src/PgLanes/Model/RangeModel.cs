namespace PgLanes.Model;

/// <summary>A range type, with the multirange type that comes with it. Names of others are SQL.</summary>
internal sealed record RangeModel : CatalogObject
{
    public override string Label => $"type {Name}";

    public override IEnumerable<(string Schema, string Name)> CompanionNames => [(MultirangeSchema, MultirangeName)];

    public required string Subtype { get; init; }

    public required string OperatorClass { get; init; }

    /// <summary>The collation, where it is not the subtype's own.</summary>
    public required string? Collation { get; init; }

    public required string? Canonical { get; init; }

    public required string? SubtypeDifference { get; init; }

    public required string MultirangeSchema { get; init; }

    public required string MultirangeName { get; init; }
}
