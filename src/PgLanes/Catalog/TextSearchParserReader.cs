using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class TextSearchParserReader
{
    public static KindReader Kind { get; } = new("text_search_parsers.sql", ["pg_ts_parser"], row => new TextSearchParserModel
    {
        Id = row.Id(CatalogOid.TextSearchParser),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        Start = row.Text("start_function"),
        NextToken = row.Text("next_token_function"),
        End = row.Text("end_function"),
        Headline = row.TextOrNull("headline_function"),
        TokenTypes = row.Text("token_types_function"),
    });
}
