using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Proof;

/// <summary>Trials for the texts that are whole statements or queries: views, triggers, rules, statistics and policies. What belongs to a table is made
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

    public static SecondPassTrial Policy(PolicyModel owner, string expected, string actual) => new(
        [
            Copy(owner.Schema, owner.Table),
            $"CREATE POLICY pglanes_expected ON {Scratch(owner.Table)} USING ({expected})",
            $"CREATE POLICY pglanes_actual ON {Scratch(owner.Table)} USING ({actual})",
        ],
        "SELECT count(DISTINCT pg_get_expr(y.polqual, y.polrelid)) = 1 AS same FROM pg_catalog.pg_policy AS y WHERE y.polrelid = "
        + $"{Literal.Quote(Scratch(owner.Table))}::regclass");

    public static SecondPassTrial? Statistics(StatisticsModel owner, string actual)
    {
        if (Moved(owner.Definition, "pglanes_expected") is not { } first || Moved(actual, "pglanes_actual") is not { } second) return null;
        return new SecondPassTrial(
            [Copy(owner.Schema, owner.Table), first, second],
            "SELECT count(DISTINCT replace(pg_get_statisticsobjdef(s.oid), s.stxname, '')) = 1 AS same FROM pg_catalog.pg_statistic_ext AS s "
            + $"WHERE s.stxrelid = {Literal.Quote(Scratch(owner.Table))}::regclass");

        // CREATE STATISTICS schema.name … FROM table: the table stands behind the last FROM.
        string? Moved(string statement, string name)
        {
            var tokens = new TokenText(statement);
            var from = tokens.Count - 1;
            while (from > 0 && !tokens.IsWord(from, "from")) from--;
            if (!tokens.Is(3, ".") || from < 4) return null;
            return TextEdit.Apply(
                statement,
                [
                    new TextEdit(tokens[4].Start, tokens[4].End, name),
                    new TextEdit(tokens[from + 1].Start, statement.Length, Scratch(owner.Table)),
                ]);
        }
    }

    private static string Scratch(string table) => $"pg_temp.{Identifier.Quote(table)}";

    private static SecondPassTrial? OnTable(string schema, string table, string expected, string actual, string preposition, string question)
    {
        var scratch = Scratch(table);
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
