namespace PgLanes.Model;

/// <summary>A view; its columns, rules and triggers are kinds of their own.</summary>
internal sealed record ViewModel : CatalogObject
{
    public override string Label => $"view {Name}";

    /// <summary>The query as the server prints it, with a semicolon at its end.</summary>
    public required string Query { get; init; }

    /// <summary><c>security_barrier</c>, <c>security_invoker</c> and <c>check_option</c>.</summary>
    public required ModelList<string> Options { get; init; }
}
