namespace PgLanes.Model;

/// <summary>A text search parser: functions in C, as SQL. Only a superuser may make one.</summary>
internal sealed record TextSearchParserModel : CatalogObject
{
    public override string Label => $"text search parser {Name}";

    public required string Start { get; init; }

    public required string NextToken { get; init; }

    public required string End { get; init; }

    public required string? Headline { get; init; }

    public required string TokenTypes { get; init; }
}
