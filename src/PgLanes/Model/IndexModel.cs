namespace PgLanes.Model;

/// <summary>An index of a table or of a materialized view, those behind constraints included.</summary>
internal sealed record IndexModel : CatalogObject
{
    public override string Label => $"index {Name}";

    public required string Table { get; init; }

    public required string Definition { get; init; }

    /// <summary>Whether a constraint of the same name makes the index.</summary>
    public required bool IsConstraint { get; init; }

    /// <summary>The index of the partitioned table that this one is a partition of, as SQL.</summary>
    public required string? Parent { get; init; }

    /// <summary>Whether that index belongs to no constraint, or lacks those of other partitions, so that no constraint's index is attached to it by itself.</summary>
    public required bool IsAttachedByHand { get; init; }

    public required bool IsClustered { get; init; }

    public required bool IsReplicaIdentity { get; init; }

    public required bool IsValid { get; init; }

    /// <summary>Whether the index is what a failed CREATE INDEX CONCURRENTLY left behind. One on a partitioned table is invalid,
    /// and no remnant, as long as a partition lacks its own.</summary>
    public required bool IsRemnant { get; init; }

    public override bool IsCloned => !IsRemnant;

    public required string? Tablespace { get; init; }

    public required ModelList<string> Options { get; init; }

    /// <summary>Statistics targets of expression columns, as <c>position=target</c>.</summary>
    public required ModelList<string> Statistics { get; init; }
}
