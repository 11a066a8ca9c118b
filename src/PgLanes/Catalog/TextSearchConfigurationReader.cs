using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class TextSearchConfigurationReader
{
    public static KindReader Kind { get; } = new("text_search_configurations.sql", ["pg_ts_config"], row => new TextSearchConfigurationModel
    {
        Id = row.Id(CatalogOid.TextSearchConfiguration),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        Parser = row.Text("parser"),
        Mappings = row.Texts("mappings"),
    });
}
