using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class TableReader
{
    /// <summary>Where there are tables, there may be whatever belongs to one.</summary>
    public static IReadOnlyList<string> Signs { get; } = ["relation r", "relation p", "relation f"];

    public static KindReader Kind { get; } = new("tables.sql", Signs, row => new TableModel
    {
        Id = row.Id(CatalogOid.Relation),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        IsPartitioned = row.Flag("is_partitioned"),
        IsUnlogged = row.Flag("is_unlogged"),
        AccessMethod = row.TextOrNull("access_method"),
        Tablespace = row.TextOrNull("tablespace"),
        OfType = row.TextOrNull("of_type"),
        Options = row.Texts("options"),
        ToastOptions = row.Texts("toast_options"),
        PartitionKey = row.TextOrNull("partition_key"),
        PartitionBound = row.TextOrNull("partition_bound"),
        Parents = [.. row.Texts("parent_schemas").Zip(row.Texts("parent_names"), (schema, name) => new RelationName(schema, name))],
        OutsideChildren = row.Texts("outside_children"),
        RowSecurity = row.Flag("row_security"),
        ForceRowSecurity = row.Flag("force_row_security"),
        ReplicaIdentity = row.Letter("replica_identity"),
        ForeignServer = row.TextOrNull("foreign_server"),
        ForeignOptions = row.Texts("foreign_options"),
    });
}
