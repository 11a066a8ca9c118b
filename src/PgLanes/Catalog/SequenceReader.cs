using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class SequenceReader
{
    public static KindReader Kind { get; } = new("sequences.sql", ["relation S"], row => new SequenceModel
    {
        Id = row.Id(CatalogOid.Relation),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        Type = row.Text("type"),
        Start = row.Long("start"),
        Increment = row.Long("increment"),
        Minimum = row.Long("minimum"),
        Maximum = row.Long("maximum"),
        Cache = row.Long("cache"),
        Cycles = row.Flag("cycles"),
        IsUnlogged = row.Flag("is_unlogged"),
        HasOwnPersistence = row.Flag("has_own_persistence"),
        OwnerSchema = row.TextOrNull("owner_schema"),
        OwnerTable = row.TextOrNull("owner_table"),
        OwnerColumn = row.TextOrNull("owner_column"),
        IsIdentity = row.Flag("is_identity"),
    });
}
