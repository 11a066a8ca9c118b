using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class DefaultPrivilegeScripter
{
    public static KindScripter Kind { get; } = new KindScripter<DefaultPrivilegeModel>(
        (privileges, _) => privileges,
        (privileges, _) => privileges.Privileges.GroupBy(p => (p.Grantee, p.IsGrantable)).Select(group => Statement.For(
            Phase.DefaultPrivilege,
            privileges,
            $"ALTER DEFAULT PRIVILEGES FOR ROLE {Identifier.Quote(privileges.Name)} IN SCHEMA {Identifier.Quote(privileges.Schema)} "
            + $"GRANT {string.Join(", ", group.Select(p => p.Name))} ON {privileges.Type} TO {GrantScripter.Role(group.Key.Grantee, privileges.Name)}"
            + (group.Key.IsGrantable ? " WITH GRANT OPTION" : ""))));
}
