using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class SchemaReader
{
    public static KindReader Kind { get; } = new("schemas.sql", row => new SchemaModel
    {
        Id = row.Id(CatalogOid.Schema),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
    });
}
