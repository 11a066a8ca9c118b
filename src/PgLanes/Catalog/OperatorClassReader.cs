using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class OperatorClassReader
{
    public static KindReader Kind { get; } = new("operator_classes.sql", ["pg_opclass"], row => new OperatorClassModel
    {
        Id = row.Id(CatalogOid.OperatorClass),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        Method = row.Text("method"),
        Type = row.Text("type"),
        IsDefault = row.Flag("is_default"),
        Family = row.Text("family"),
        Storage = row.TextOrNull("storage"),
        Members = row.Texts("members"),
    });
}
