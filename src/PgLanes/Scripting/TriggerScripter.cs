using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class TriggerScripter
{
    public static KindScripter Kind { get; } = new KindScripter<TriggerModel>(
        (trigger, names) => trigger with { Definition = trigger.Definition is { } definition ? SqlRewriter.Rename(definition, names) : null },
        Script);

    /// <summary>Returns the action of ALTER TABLE that puts a trigger or a rule into <paramref name="state"/>.</summary>
    public static string Enable(char state) => state switch
    {
        'D' => "DISABLE",
        'R' => "ENABLE REPLICA",
        'A' => "ENABLE ALWAYS",
        _ => "ENABLE",
    };

    private static IEnumerable<Statement> Script(TriggerModel trigger, ScriptContext context)
    {
        if (trigger.Definition is { } definition) yield return Statement.For(Phase.Trigger, trigger, definition) with { Locks = 3 };

        // The state of a partitioned table's trigger becomes that of its partitions' copies, so theirs come later.
        if (trigger.Definition is null || trigger.State != 'O')
        {
            yield return Statement.For(
                Phase.TriggerState, trigger,
                $"ALTER TABLE {Identifier.Quote(trigger.Schema, trigger.Table)} {Enable(trigger.State)} TRIGGER {Identifier.Quote(trigger.Name)}");
        }
    }
}
