using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class RangeScripter
{
    public static KindScripter Kind { get; } = new KindScripter<RangeModel>(
        (type, names) => type with
        {
            Subtype = SqlRewriter.Rename(type.Subtype, names),
            OperatorClass = SqlRewriter.Rename(type.OperatorClass, names),
            Collation = SqlRewriter.Rename(type.Collation, names),
            Canonical = SqlRewriter.Rename(type.Canonical, names),
            SubtypeDifference = SqlRewriter.Rename(type.SubtypeDifference, names),
            MultirangeSchema = names.Schema(type.MultirangeSchema),
        },
        Script);

    private static IEnumerable<Statement> Script(RangeModel type, ScriptContext context)
    {
        var name = Identifier.Quote(type.Schema, type.Name);
        // Its canonical function takes and returns the type, so one of them must be announced before it exists.
        if (type.Canonical is not null)
            yield return Statement.For(Phase.Structure, type, $"CREATE TYPE {name}") with { Announces = type.Id };
        yield return Statement.Create(
            type,
            $"CREATE TYPE {name} AS RANGE (SUBTYPE = {type.Subtype}, SUBTYPE_OPCLASS = {type.OperatorClass}"
            + (type.Collation is { } collation ? $", COLLATION = {collation}" : "")
            + (type.Canonical is { } canonical ? $", CANONICAL = {canonical}" : "")
            + (type.SubtypeDifference is { } difference ? $", SUBTYPE_DIFF = {difference}" : "")
            + $", MULTIRANGE_TYPE_NAME = {Identifier.Quote(type.MultirangeSchema, type.MultirangeName)})");
    }
}
