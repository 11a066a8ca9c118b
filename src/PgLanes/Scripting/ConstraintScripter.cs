using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class ConstraintScripter
{
    public static KindScripter Kind { get; } = new KindScripter<ConstraintModel>(
        (constraint, names) => constraint with { Definition = SqlRewriter.Rename(constraint.Definition, names), IsDisabled = false },
        Script);

    /// <summary>Whether <paramref name="constraint"/> is written in its table's creation.</summary>
    public static bool IsInline(ConstraintModel constraint, TableModel table, ScriptContext context) => constraint.Kind switch
    {
        'f' => context.IsEarly(constraint),

        // Inheritance brings the constraint by itself; a partition is made alone and attached, so it needs its own.
        'c' or 'n' => (constraint.IsLocal || table.IsPartition) && !constraint.IsNotValid && context.IsInline(constraint.Id, constraint.Definition),
        'p' or 'u' or 'x' when context.IsIncomplete(constraint.Schema, constraint.Name) => false,
        'u' or 'x' => context.IsInline(constraint.Id) && !IsRepeated(constraint, context),
        _ => context.IsInline(constraint.Id),
    };

    public static string Clause(ConstraintModel constraint) => $"CONSTRAINT {Identifier.Quote(constraint.Name)} {constraint.Definition}";

    // CREATE TABLE leaves out a unique or exclusion constraint that is like another; only added later does it come to be.
    private static bool IsRepeated(ConstraintModel constraint, ScriptContext context) =>
        context.Constraints(constraint.Schema, constraint.Table).TakeWhile(other => other != constraint).Any(other => IsSameKey(constraint, other))
        || context.Constraints(constraint.Schema, constraint.Table).Any(other => other.Kind == 'p' && IsSameKey(constraint, other));

    private static bool IsSameKey(ConstraintModel one, ConstraintModel other) =>
        (one.Kind == 'x' ? other.Kind == 'x' : other.Kind is 'p' or 'u') && Key(one).SequenceEqual(Key(other));

    private static ReadOnlySpan<char> Key(ConstraintModel constraint) =>
        constraint.Definition.AsSpan(constraint.Definition.IndexOf('(', StringComparison.Ordinal));

    private static IEnumerable<Statement> Script(ConstraintModel constraint, ScriptContext context)
    {
        if (constraint.IsForeignKey)
        {
            if (context.IsEarly(constraint)) yield break;
            // One statement adds all foreign keys of a table that are due in one phase: opening the table is half of their cost.
            if (ForeignKeyPhase(constraint) is not { } phase) yield break;
            var together = context.Constraints(constraint.Schema, constraint.Table)
                .Where(other => other.IsForeignKey && !context.IsEarly(other) && ForeignKeyPhase(other) == phase).ToArray();
            if (together[0] == constraint) yield return Alter(phase, together) with { Locks = 2 + (2 * together.Length) };
        }
        else if (!IsInline(constraint, context.Table(constraint.Schema, constraint.Table), context) && (constraint.IsLocal || !constraint.IsInherited))
        {
            // The key of a partitioned table alone: its partitions get none by it, and those that have one were attached by hand.
            var only = constraint.HasIndex && context.IsIncomplete(constraint.Schema, constraint.Name);
            yield return context.IsNeeded(constraint.Id)
                ? Alter(Phase.Structure, [constraint], only) with { Provides = [constraint.Id] }
                : Alter(constraint is { IsNotNull: true, IsInherited: true } ? Phase.HeirNotNull : Phase.LateConstraint, [constraint], only);
        }
        else if (context.IsValidatedByItself(constraint))
        {
            yield return Statement.For(
                Phase.TableAttribute, constraint,
                $"ALTER TABLE {Identifier.Quote(constraint.Schema, constraint.Table)} VALIDATE CONSTRAINT {Identifier.Quote(constraint.Name)}");
        }
    }

    // The parent's key makes those of its partitions, under its own name; one of another name is made first and then adopted.
    private static Phase? ForeignKeyPhase(ConstraintModel key)
    {
        if (key.ParentName is { } parent) return parent == key.Name ? null : Phase.PartitionForeignKey;
        return key.IsInherited && !key.IsLocal ? null : Phase.ForeignKey;
    }

    private static Statement Alter(Phase phase, ConstraintModel[] constraints, bool only = false) => Statement.For(
        phase, constraints[0],
        $"ALTER TABLE {(only ? "ONLY " : "")}{Identifier.Quote(constraints[0].Schema, constraints[0].Table)} " +
        string.Join(",\n    ", constraints.Select(constraint => $"ADD {Clause(constraint)}")));
}
