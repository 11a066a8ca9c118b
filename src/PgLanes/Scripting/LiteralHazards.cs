using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

/// <summary>Finds string literals outside functions that name the template's schema: the arguments of a trigger, a query handed to
/// query_to_xml in a view. They may be data, so a lane keeps them as they are. Pure.</summary>
internal static class LiteralHazards
{
    public static IEnumerable<Hazard> Find(DatabaseModel template, NameMap names) =>
        from item in template.Objects
        from text in Texts(item)
        from note in SqlRewriter.RenameAndNote(text, names).Notes
        let name = $"{item.Label} in schema {Identifier.QuoteIfNeeded(item.Schema)}"
        select new Hazard(
            note.Code,
            name,
            $"The {name} has a literal that names the template's schema, and the lane's copy keeps it: {note.Excerpt}. " +
            (note.Code == RewriteNote.SchemaLiteral
                ? "Where the value names the schema to work in, use current_schema() instead."
                : "Where the text is a name or a statement, leave the schema's name out, so that the search path decides."));

    private static IEnumerable<string> Texts(CatalogObject item)
    {
        string?[] texts = item switch
        {
            ViewModel view => [view.Query],
            MaterializedViewModel view => [view.Query],
            TriggerModel trigger => [trigger.Definition],
            RuleModel rule => [rule.Definition],
            PolicyModel policy => [policy.Using, policy.Check],
            ConstraintModel { Kind: 'c' or 'x' } constraint => [constraint.Definition],
            DomainConstraintModel constraint => [constraint.Definition],
            DomainModel domain => [domain.Default],
            ColumnModel column => [column.Default],
            IndexModel index => [index.Definition],
            StatisticsModel statistics => [statistics.Definition],
            _ => [],
        };
        return texts.OfType<string>();
    }
}
