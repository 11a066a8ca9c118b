namespace PgLanes.Model;

/// <summary>Extended statistics on columns or expressions of a table.</summary>
internal sealed record StatisticsModel : CatalogObject
{
    public override string Label => $"statistics {Name}";

    public required string Table { get; init; }

    public required string Definition { get; init; }

    /// <summary>The statistics target, where one is set.</summary>
    public required int? Target { get; init; }
}
