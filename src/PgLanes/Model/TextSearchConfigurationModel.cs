namespace PgLanes.Model;

internal sealed record TextSearchConfigurationModel : CatalogObject
{
    public override string Label => $"text search configuration {Name}";

    /// <summary>The parser, as SQL.</summary>
    public required string Parser { get; init; }

    /// <summary>For each kind of token its dictionaries, as <c>ADD MAPPING FOR</c> takes them.</summary>
    public required ModelList<string> Mappings { get; init; }
}
