using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class TextSearchTemplateReader
{
    public static KindReader Kind { get; } = new("text_search_templates.sql", ["pg_ts_template"], row => new TextSearchTemplateModel
    {
        Id = row.Id(CatalogOid.TextSearchTemplate),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        Initialize = row.TextOrNull("initialize_function"),
        Lexize = row.Text("lexize_function"),
    });
}
