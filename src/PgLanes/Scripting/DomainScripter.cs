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
        (domain, context) => [Create(domain, context)]);

    private static Statement Create(DomainModel domain, ScriptContext context)
    {
        var constraints = context.DomainConstraints(domain.Id).ToList();
        var inline = constraints.Where(c => DomainConstraintScripter.IsInline(c, context)).ToList();
        var sql = $"CREATE DOMAIN {Identifier.Quote(domain.Schema, domain.Name)} AS {domain.BaseType}"
            + (domain.Collation is { } collation ? $" COLLATE {collation}" : "")
            + (domain.Default is { } expression ? $" DEFAULT {expression}" : "")
            + (domain.NotNull && !constraints.Exists(c => c.IsNotNull) ? " NOT NULL" : "")
            + string.Concat(inline.Select(c => $"\n    {DomainConstraintScripter.Clause(c)}"));
        return Statement.Create(domain, sql) with { Provides = [domain.Id, .. inline.Select(c => c.Id)] };
    }
}
