using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class FamilyMemberReader
{
    public static KindReader Kind { get; } = new("family_members.sql", ["family member"], row => new FamilyMemberModel
    {
        Id = row.Id(row.Oid("classoid")),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        Family = row.Text("family"),
    });
}
