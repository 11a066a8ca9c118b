namespace PgLanes.Model;

/// <summary>A trigger of a table or view, or the state of a partition's copy of its parent's trigger.</summary>
internal sealed record TriggerModel : CatalogObject
{
    public override string Label => $"trigger {Name} on {Table}";

    public override bool IsNamedBySchema => false;

    public required string Table { get; init; }

    /// <summary>The whole statement; null for a partition's copy, which its parent's trigger makes.</summary>
    public required string? Definition { get; init; }

    /// <summary><c>O</c> enabled, <c>D</c> disabled, <c>R</c> in replica sessions, <c>A</c> always.</summary>
    public required char State { get; init; }
}
