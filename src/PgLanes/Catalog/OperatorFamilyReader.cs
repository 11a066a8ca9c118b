using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class OperatorFamilyReader
{
    public static KindReader Kind { get; } = new("operator_families.sql", ["pg_opfamily"], row => new OperatorFamilyModel
    {
        Id = row.Id(CatalogOid.OperatorFamily),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        Method = row.Text("method"),
        Members = row.Texts("members"),
    });
}
