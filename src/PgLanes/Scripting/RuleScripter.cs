using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class RuleScripter
{
    public static KindScripter Kind { get; } = new KindScripter<RuleModel>(
        (rule, names) => rule with { Definition = SqlRewriter.Rename(rule.Definition, names) },
        Script);

    private static IEnumerable<Statement> Script(RuleModel rule, ScriptContext context)
    {
        yield return Statement.For(Phase.Rule, rule, rule.Definition);
        if (rule.State != 'O')
        {
            yield return Statement.For(
                Phase.Rule, rule,
                $"ALTER TABLE {Identifier.Quote(rule.Schema, rule.Table)} {TriggerScripter.Enable(rule.State)} RULE {Identifier.Quote(rule.Name)}");
        }
    }
}
