using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class EnumReader
{
    public static KindReader Kind { get; } = new("enums.sql", ["type e"], row => new EnumModel
    {
        Id = row.Id(CatalogOid.Type),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        Labels = row.Texts("labels"),
    });
}
