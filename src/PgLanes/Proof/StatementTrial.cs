using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Proof;

/// <summary>Trials for the texts that are whole statements or queries: views, triggers and rules. What belongs to a table is made
/// on a temporary one of the same name and columns, so that no trial locks a lane's table; names without a schema mean it in both texts.</summary>
internal static class StatementTrial
{
    public static SecondPassTrial View(string expected, string actual, string scratch)
    {
        var (first, second) = ($"{scratch[..^1]}_expected\"", $"{scratch[..^1]}_actual\"");
        return new SecondPassTrial(
            [$"CREATE VIEW {first} AS {expected}", $"CREATE VIEW {second} AS {actual}"],
            $"SELECT pg_get_viewdef({Literal.Quote(first)}::regclass) = pg_get_viewdef({Literal.Quote(second)}::regclass) AS same");
    }

    public static SecondPassTrial? Trigger(TriggerModel owner, string expected, string actual) => OnTable(
        owner.Schema, owner.Table, expected, actual, "on",
        "SELECT count(DISTINCT replace(pg_get_triggerdef(g.oid), g.tgname, '')) = 1 AS same FROM pg_catalog.pg_trigger AS g WHERE g.tgrelid = ");

    public static SecondPassTrial? Rule(RuleModel owner, string expected, string actual) => OnTable(
        owner.Schema, owner.Table, expected, actual, "to",
        "SELECT count(DISTINCT replace(pg_get_ruledef(r.oid), r.rulename, '')) = 1 AS same FROM pg_catalog.pg_rewrite AS r WHERE r.ev_class = ");

    private static SecondPassTrial? OnTable(string schema, string table, string expected, string actual, string preposition, string question)
    {
        var scratch = $"pg_temp.{Identifier.Quote(table)}";
        if (Moved(expected, "pglanes_expected", preposition, scratch) is not { } first || Moved(actual, "pglanes_actual", preposition, scratch) is not { } second)
            return null;
        return new SecondPassTrial([Copy(schema, table), first, second], $"{question}{Literal.Quote(scratch)}::regclass");
    }

    private static string Copy(string schema, string table) =>
        $"CREATE TEMPORARY TABLE {Identifier.Quote(table)} (LIKE {Identifier.Quote(schema, table)})";

    /// <summary>Returns CREATE TRIGGER or CREATE RULE with another name and another table, which is the qualified name behind the
    /// first <paramref name="preposition"/>: a reserved word, so that no name before it can be the same.</summary>
    private static string? Moved(string statement, string name, string preposition, string table)
    {
        var tokens = new TokenText(statement);
        var named = 1;
        while (tokens.Has(named) && !tokens.IsWord(named - 1, "trigger") && !tokens.IsWord(named - 1, "rule")) named++;
        var on = named + 1;
        while (tokens.Has(on) && !tokens.IsWord(on, preposition)) on++;
        if (!tokens.IsIdentifier(named) || !tokens.Is(on + 2, ".") || !tokens.IsIdentifier(on + 3)) return null;
        return TextEdit.Apply(
            statement,
            [new TextEdit(tokens[named].Start, tokens[named].End, name), new TextEdit(tokens[on + 1].Start, tokens[on + 3].End, table)]);
    }
}
