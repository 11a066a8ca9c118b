using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class PolicyReader
{
    public static KindReader Kind { get; } = new("policies.sql", ["policy"], row => new PolicyModel
    {
        Id = row.Id(CatalogOid.Policy),
        Schema = row.Text("schema"),
        Table = row.Text("table_name"),
        Name = row.Text("name"),
        Command = row.Text("command"),
        IsPermissive = row.Flag("is_permissive"),
        Roles = row.Texts("roles"),
        Using = row.TextOrNull("using_expression"),
        Check = row.TextOrNull("check_expression"),
    });
}
