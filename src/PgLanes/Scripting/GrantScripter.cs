using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class GrantScripter
{
    public static KindScripter Kind { get; } = new KindScripter<GrantModel>(
        SubjectName.Rename,
        (grant, _) => Changes(grant).Select(sql => Statement.For(grant.Type == "SCHEMA" ? Phase.SchemaGrant : Phase.Grant, grant, sql)));

    /// <summary>Returns the roles' part of a GRANT, quoted.</summary>
    public static string Role(string role, string owner) => role switch
    {
        Privilege.Public => "PUBLIC",
        Privilege.Owner => Identifier.Quote(owner),
        _ => Identifier.Quote(role),
    };

    private static IEnumerable<string> Changes(GrantModel grant)
    {
        var subject = SubjectName.Of(grant with { Member = null });
        var column = grant.Member is { } member ? $" ({Identifier.Quote(member)})" : "";
        foreach (var extra in grant.Initial.Except(grant.Privileges).GroupBy(p => p.Grantee))
            yield return $"REVOKE {Names(extra)} ON {subject} FROM {Role(extra.Key, grant.Owner)}";
        foreach (var missing in InOrder(grant))
        {
            var sql = $"GRANT {Names(missing)} ON {subject} TO {Role(missing.Key.Grantee, grant.Owner)}"
                + (missing.Key.IsGrantable ? " WITH GRANT OPTION" : "");
            yield return missing.Key.Grantor == Privilege.Owner ? sql : $"SET LOCAL ROLE {Identifier.Quote(missing.Key.Grantor)};\n{sql};\nRESET ROLE";
        }

        string Names(IEnumerable<Privilege> privileges) => string.Join(", ", privileges.Select(p => p.Name + column));
    }

    // Who grants on what was granted needs it first.
    private static List<IGrouping<(string Grantor, string Grantee, bool IsGrantable), Privilege>> InOrder(GrantModel grant)
    {
        var waiting = grant.Privileges.Except(grant.Initial)
            .GroupBy(p => (p.Grantor, p.Grantee, p.IsGrantable))
            .OrderByDescending(group => group.Key.IsGrantable)
            .ToList();
        var ordered = new List<IGrouping<(string Grantor, string Grantee, bool IsGrantable), Privilege>>();
        while (waiting.Count > 0)
        {
            // A grantor whose own privilege is not in the list has it in another way, such as by membership.
            var ready = waiting.Find(group => !waiting.Exists(other => other != group && other.Key.IsGrantable && other.Key.Grantee == group.Key.Grantor))
                ?? waiting[0];
            waiting.Remove(ready);
            ordered.Add(ready);
        }

        return ordered;
    }
}
