using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class DomainConstraintScripter
{
    public static KindScripter Kind { get; } = new KindScripter<DomainConstraintModel>(
        (constraint, names) => constraint with { Definition = SqlRewriter.Rename(constraint.Definition, names) },
        Script);

    /// <summary>Whether <paramref name="constraint"/> is written in its domain's creation: there alone it is allowed for a domain
    /// that arrays of a table hold. It cannot be where what it calls needs the domain itself.</summary>
    public static bool IsInline(DomainConstraintModel constraint, ScriptContext context) =>
        constraint.IsValidated && !context.Model.Dependencies[constraint.Id].Where(id => id != constraint.DomainId)
            .Any(id => context.Needs(id, constraint.DomainId));

    public static string Clause(DomainConstraintModel constraint) => $"CONSTRAINT {Identifier.Quote(constraint.Name)} {constraint.Definition}";

    // One that values need not satisfy comes once they are there.
    private static IEnumerable<Statement> Script(DomainConstraintModel constraint, ScriptContext context)
    {
        if (IsInline(constraint, context)) yield break;
        var add = $"ALTER DOMAIN {Identifier.Quote(constraint.Schema, constraint.Domain)} ADD {Clause(constraint)}";
        yield return constraint.IsValidated ? Statement.Create(constraint, add) : Statement.For(Phase.LateConstraint, constraint, add);
    }
}
