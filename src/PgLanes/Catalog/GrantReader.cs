using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class GrantReader
{
    public static KindReader Kind { get; } = new("grants.sql", row =>
    {
        var privileges = row.Texts("privileges").ToLookup(IsAllowed, Parse);
        return new GrantModel
        {
            Id = row.Id(row.Oid("classoid")),
            Schema = row.Text("schema"),
            Type = row.Text("type"),
            Member = row.TextOrNull("member"),
            Name = row.Text("name"),
            Signature = row.Text("signature"),
            Owner = row.Text("owner"),
            Privileges = [.. privileges[true]],
            Withheld = [.. privileges[false]],
            Initial = [.. row.Texts("initial").AsEnumerable().Select(Parse)],
        };
    });

    /// <summary>Reads a privilege of four lines: its name, the grantee, whether it may be granted on, the grantor.</summary>
    public static Privilege Parse(string text)
    {
        var parts = text.Split('\n');
        return new Privilege(parts[0], parts[1], parts[2] == "true", parts[3]);
    }

    private static bool IsAllowed(string text) => text.EndsWith("\ntrue", StringComparison.Ordinal);
}
