using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class TriggerReader
{
    public static KindReader Kind { get; } = new("triggers.sql", [.. TableReader.Signs, "relation v"], row => new TriggerModel
    {
        Id = row.Id(CatalogOid.Trigger),
        Schema = row.Text("schema"),
        Table = row.Text("table_name"),
        Name = row.Text("name"),
        Definition = row.TextOrNull("definition"),
        State = row.Letter("state"),
    });
}
