using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class CompositeReader
{
    public static KindReader Kind { get; } = new("composites.sql", ["type c"], row => new CompositeModel
    {
        Id = row.Id(CatalogOid.Relation),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
    });
}
