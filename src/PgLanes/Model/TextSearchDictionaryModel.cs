namespace PgLanes.Model;

internal sealed record TextSearchDictionaryModel : CatalogObject
{
    public override string Label => $"text search dictionary {Name}";

    /// <summary>The template of text search that it is made from, as SQL.</summary>
    public required string Template { get; init; }

    /// <summary>The options, as SQL.</summary>
    public required string? Options { get; init; }
}
