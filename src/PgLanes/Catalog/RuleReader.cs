using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class RuleReader
{
    public static KindReader Kind { get; } = new("rules.sql", ["rule"], row => new RuleModel
    {
        Id = row.Id(CatalogOid.Rule),
        Schema = row.Text("schema"),
        Table = row.Text("table_name"),
        Name = row.Text("name"),
        Definition = row.Text("definition"),
        State = row.Letter("state"),
    });
}
