using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class MaterializedViewReader
{
    public static KindReader Kind { get; } = new("materialized_views.sql", ["relation m"], row => new MaterializedViewModel
    {
        Id = row.Id(CatalogOid.Relation),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        Query = row.Text("query"),
        AccessMethod = row.TextOrNull("access_method"),
        Tablespace = row.TextOrNull("tablespace"),
        Options = row.Texts("options"),
        ToastOptions = row.Texts("toast_options"),
        IsPopulated = row.Flag("is_populated"),
        ReplicaIdentity = row.Letter("replica_identity"),
    });
}
