using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class OwnerReader
{
    public static KindReader Kind { get; } = new("owners.sql", row => new OwnerModel
    {
        Id = row.Id(row.Oid("classoid")),
        Schema = row.Text("schema"),
        Type = row.Text("type"),
        Member = null,
        Name = row.Text("name"),
        Signature = row.Text("signature"),
        Owner = row.Text("owner"),
        CanSet = row.Flag("can_set"),
    });
}
