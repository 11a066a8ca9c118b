namespace PgLanes.Model;

/// <summary>A materialized view; its columns and indexes are kinds of their own.</summary>
internal sealed record MaterializedViewModel : CatalogObject
{
    public override string Label => $"materialized view {Name}";

    /// <summary>The query as the server prints it, with a semicolon at its end.</summary>
    public required string Query { get; init; }

    /// <summary>The access method, where it is not the server's default.</summary>
    public required string? AccessMethod { get; init; }

    public required string? Tablespace { get; init; }

    public required ModelList<string> Options { get; init; }

    public required ModelList<string> ToastOptions { get; init; }

    /// <summary>Whether it holds its query's result; one that was never refreshed cannot be read.</summary>
    public required bool IsPopulated { get; init; }

    /// <summary><c>d</c> default, <c>n</c> nothing, <c>f</c> full, <c>i</c> index.</summary>
    public required char ReplicaIdentity { get; init; }
}
