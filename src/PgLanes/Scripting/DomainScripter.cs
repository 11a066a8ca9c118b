using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class DomainScripter
{
    public static KindScripter Kind { get; } = new KindScripter<DomainModel>(
        (domain, names) => domain with
        {
            BaseType = SqlRewriter.Rename(domain.BaseType, names),
            Collation = SqlRewriter.Rename(domain.Collation, names),
            Default = SqlRewriter.Rename(domain.Default, names),
        },
        Script);

    private static IEnumerable<Statement> Script(DomainModel domain, ScriptContext context)
    {
        var constraints = context.DomainConstraints(domain.Id).ToList();
        var inline = constraints.Where(c => DomainConstraintScripter.IsInline(c, context)).ToList();
        var name = Identifier.Quote(domain.Schema, domain.Name);
        var create = $"CREATE DOMAIN {name} AS {domain.BaseType}{(domain.Collation is { } collation ? $" COLLATE {collation}" : "")}";
        var initial = domain.Default is { } expression ? $" DEFAULT {expression}" : "";
        var notNull = domain.NotNull && !constraints.Exists(c => c.IsNotNull) ? " NOT NULL" : "";
        var provides = new ModelList<ObjectId>([domain.Id, .. inline.Select(c => c.Id)]);

        // Its default may call what needs the domain itself.
        if (context.Model.Dependencies[domain.Id].Any(id => context.Needs(id, domain.Id)))
        {
            yield return Statement.For(Phase.Structure, domain, $"{create}{notNull}") with { Announces = domain.Id };
            yield return Statement.Create(
                domain,
                $"ALTER DOMAIN {name} SET{initial}" +
                string.Concat(inline.Select(c => $";\nALTER DOMAIN {name} ADD {DomainConstraintScripter.Clause(c)}"))) with
            { Provides = provides };
        }
        else
        {
            yield return Statement.Create(
                domain, $"{create}{initial}{notNull}{string.Concat(inline.Select(c => $"\n    {DomainConstraintScripter.Clause(c)}"))}") with
            { Provides = provides };
        }
    }
}
