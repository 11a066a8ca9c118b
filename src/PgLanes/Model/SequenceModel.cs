namespace PgLanes.Model;

/// <summary>A sequence, free, owned by a column, or behind an identity column. Its position is part of the baseline, not of its definition.</summary>
internal sealed record SequenceModel : CatalogObject
{
    public override string Label => $"sequence {Name}";

    public required string Type { get; init; }

    public required long Start { get; init; }

    public required long Increment { get; init; }

    public required long Minimum { get; init; }

    public required long Maximum { get; init; }

    public required long Cache { get; init; }

    public required bool Cycles { get; init; }

    public required bool IsUnlogged { get; init; }

    /// <summary>Whether an identity column's sequence was made logged though its table is unlogged, or the other way round.</summary>
    public required bool HasOwnPersistence { get; init; }

    public required string? OwnerSchema { get; init; }

    public required string? OwnerTable { get; init; }

    public required string? OwnerColumn { get; init; }

    /// <summary>Whether an identity column makes the sequence.</summary>
    public required bool IsIdentity { get; init; }
}
