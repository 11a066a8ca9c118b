namespace PgLanes.Model;

/// <summary>A text search template: functions in C, as SQL. Only a superuser may make one.</summary>
internal sealed record TextSearchTemplateModel : CatalogObject
{
    public override string Label => $"text search template {Name}";

    public required string? Initialize { get; init; }

    public required string Lexize { get; init; }
}
