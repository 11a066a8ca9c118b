using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class PolicyScripter
{
    public static KindScripter Kind { get; } = new KindScripter<PolicyModel>(
        (policy, names) => policy with
        {
            Using = policy.Using is { } rows ? SqlRewriter.Rename(rows, names) : null,
            Check = policy.Check is { } check ? SqlRewriter.Rename(check, names) : null,
        },
        (policy, _) => [Statement.For(Phase.Policy, policy, Create(policy))]);

    private static string Create(PolicyModel policy) =>
        $"CREATE POLICY {Identifier.Quote(policy.Name)} ON {Identifier.Quote(policy.Schema, policy.Table)}"
        + $" AS {(policy.IsPermissive ? "PERMISSIVE" : "RESTRICTIVE")} FOR {policy.Command}"
        + (policy.Roles.Count == 0 ? "" : $" TO {string.Join(", ", policy.Roles.Select(Identifier.Quote))}")
        + (policy.Using is { } rows ? $"\n    USING ({rows})" : "")
        + (policy.Check is { } check ? $"\n    WITH CHECK ({check})" : "");
}
