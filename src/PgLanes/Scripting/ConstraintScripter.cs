using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class ConstraintScripter
{
    public static KindScripter Kind { get; } = new KindScripter<ConstraintModel>(
        (constraint, names) => constraint with { Definition = SqlRewriter.Rename(constraint.Definition, names) },
        Script);

    /// <summary>Whether <paramref name="constraint"/> is written in its table's creation.</summary>
    public static bool IsInline(ConstraintModel constraint, TableModel table, ScriptContext context) => constraint.Kind switch
    {
        'f' => false,

        // Inheritance brings the constraint by itself; a partition is made alone and attached, so it needs its own.
        'c' or 'n' => (constraint.IsLocal || table.IsPartition) && !IsNotValid(constraint) && context.IsInline(constraint.Id),
        _ => context.IsInline(constraint.Id),
    };

    public static string Clause(ConstraintModel constraint) => $"CONSTRAINT {Identifier.Quote(constraint.Name)} {constraint.Definition}";

    private static bool IsNotValid(ConstraintModel constraint) => constraint.Definition.EndsWith(" NOT VALID", StringComparison.Ordinal);

    private static IEnumerable<Statement> Script(ConstraintModel constraint, ScriptContext context)
    {
        var table = context.Table(constraint.Schema, constraint.Table);
        if (IsInline(constraint, table, context)) yield break;
        if (constraint.IsForeignKey)
        {
            // The parent's key makes those of its partitions, under its own name; one of another name is made first and then adopted.
            if (constraint.ParentName is { } parent && parent == constraint.Name) yield break;
            if (constraint.IsInherited && !constraint.IsLocal && constraint.ParentName is null) yield break;
            yield return Alter(Phase.ForeignKey, constraint, only: false) with { Locks = 4 };
        }
        else if (constraint.IsLocal || !constraint.IsInherited)
        {
            yield return Alter(Phase.LateConstraint, constraint, only: false);
        }
    }

    private static Statement Alter(Phase phase, ConstraintModel constraint, bool only) => Statement.For(
        phase, constraint,
        $"ALTER TABLE {(only ? "ONLY " : "")}{Identifier.Quote(constraint.Schema, constraint.Table)} ADD {Clause(constraint)}");
}
