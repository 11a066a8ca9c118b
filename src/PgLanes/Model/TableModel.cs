namespace PgLanes.Model;

/// <summary>An ordinary, partitioned or foreign table; its columns, constraints and indexes are kinds of their own.</summary>
internal sealed record TableModel : CatalogObject
{
    public override string Label => $"table {Name}";

    public required bool IsPartitioned { get; init; }

    public required bool IsUnlogged { get; init; }

    /// <summary>The access method, where it is not the server's default.</summary>
    public required string? AccessMethod { get; init; }

    public required string? Tablespace { get; init; }

    /// <summary>The composite type of a typed table (<c>CREATE TABLE … OF</c>), as SQL.</summary>
    public required string? OfType { get; init; }

    public required ModelList<string> Options { get; init; }

    public required ModelList<string> ToastOptions { get; init; }

    /// <summary>The strategy and key of a partitioned table, as <c>PARTITION BY</c> takes it.</summary>
    public required string? PartitionKey { get; init; }

    /// <summary>The bound of a partition, as <c>ATTACH PARTITION</c> takes it.</summary>
    public required string? PartitionBound { get; init; }

    /// <summary>The tables this one inherits from or is a partition of, in their order.</summary>
    public required ModelList<RelationName> Parents { get; init; }

    /// <summary>Those of its children or partitions, as SQL, that lie in schemas which were not read.</summary>
    public required ModelList<string> OutsideChildren { get; init; }

    public required bool RowSecurity { get; init; }

    public required bool ForceRowSecurity { get; init; }

    /// <summary><c>d</c> default, <c>n</c> nothing, <c>f</c> full, <c>i</c> index.</summary>
    public required char ReplicaIdentity { get; init; }

    /// <summary>The server of a foreign table, and its options.</summary>
    public required string? ForeignServer { get; init; }

    public required ModelList<string> ForeignOptions { get; init; }

    public bool IsPartition => PartitionBound is not null;

    public bool IsForeign => ForeignServer is not null;
}
