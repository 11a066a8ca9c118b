using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class DefaultPrivilegeReader
{
    public static KindReader Kind { get; } = new("default_privileges.sql", ["default privilege"], row => new DefaultPrivilegeModel
    {
        Id = row.Id(CatalogOid.DefaultPrivilege),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        Type = row.Text("type"),
        Privileges = [.. row.Texts("privileges").AsEnumerable().Select(GrantReader.Parse)],
        CanSet = row.Flag("can_set"),
    });
}
