using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class TextSearchDictionaryReader
{
    public static KindReader Kind { get; } = new("text_search_dictionaries.sql", ["pg_ts_dict"], row => new TextSearchDictionaryModel
    {
        Id = row.Id(CatalogOid.TextSearchDictionary),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        Template = row.Text("template"),
        Options = row.TextOrNull("options"),
    });
}
