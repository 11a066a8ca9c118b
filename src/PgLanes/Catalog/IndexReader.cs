using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class IndexReader
{
    public static KindReader Kind { get; } = new("indexes.sql", [.. TableReader.Signs, "relation m"], row => new IndexModel
    {
        Id = row.Id(CatalogOid.Relation),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        Table = row.Text("table_name"),
        Definition = row.Text("definition"),
        IsConstraint = row.Flag("is_constraint"),
        Parent = row.TextOrNull("parent"),
        IsClustered = row.Flag("is_clustered"),
        IsReplicaIdentity = row.Flag("is_replica_identity"),
        IsValid = row.Flag("is_valid"),
        IsAttachedByHand = row.Flag("is_attached_by_hand"),
        IsRemnant = row.Flag("is_remnant"),
        Tablespace = row.TextOrNull("tablespace"),
        Options = row.Texts("options"),
        Statistics = row.Texts("statistics"),
    });
}
