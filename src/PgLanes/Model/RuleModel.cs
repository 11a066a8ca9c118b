namespace PgLanes.Model;

/// <summary>A rule of a table or view, other than the one that makes a view.</summary>
internal sealed record RuleModel : CatalogObject
{
    public override string Label => $"rule {Name} on {Table}";

    public override bool IsNamedBySchema => false;

    public required string Table { get; init; }

    public required string Definition { get; init; }

    /// <summary><c>O</c> enabled, <c>D</c> disabled, <c>R</c> in replica sessions, <c>A</c> always.</summary>
    public required char State { get; init; }
}
