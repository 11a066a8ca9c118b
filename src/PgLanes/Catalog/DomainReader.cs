using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class DomainReader
{
    public static KindReader Kind { get; } = new("domains.sql", ["type d"], row => new DomainModel
    {
        Id = row.Id(CatalogOid.Type),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        BaseType = row.Text("base_type"),
        Collation = row.TextOrNull("collation"),
        Default = row.TextOrNull("default_expression"),
        NotNull = row.Flag("not_null"),
    });
}
