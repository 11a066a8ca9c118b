namespace PgLanes.Model;

/// <summary>A row-level security policy of a table. Whether the table applies its policies is the table's own.</summary>
internal sealed record PolicyModel : CatalogObject
{
    public override string Label => $"policy {Name} on {Table}";

    public override bool IsNamedBySchema => false;

    public required string Table { get; init; }

    /// <summary><c>ALL</c>, <c>SELECT</c>, <c>INSERT</c>, <c>UPDATE</c> or <c>DELETE</c>.</summary>
    public required string Command { get; init; }

    public required bool IsPermissive { get; init; }

    /// <summary>The roles it is for; none stands for everybody.</summary>
    public required ModelList<string> Roles { get; init; }

    public required string? Using { get; init; }

    public required string? Check { get; init; }
}
