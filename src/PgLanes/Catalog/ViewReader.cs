using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class ViewReader
{
    public static KindReader Kind { get; } = new("views.sql", ["relation v"], row => new ViewModel
    {
        Id = row.Id(CatalogOid.Relation),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        Query = row.Text("query"),
        Options = row.Texts("options"),
    });
}
