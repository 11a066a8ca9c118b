using System.Globalization;
using System.Text;
using PgLanes.Sql;

namespace PgLanes.Reset;

/// <summary>
/// Writes the function that resets one lane. Its statements are static, so that each session plans them once. It asks with one statement
/// what changed, and touches nothing else. What it writes, it writes in one subtransaction: rows that a caller writes later in the same
/// transaction thereby have another xmin than those that the reset wrote, and the next reset can tell them apart. Pure.
/// </summary>
internal static class ResetFunctionScripter
{
    public static string Name(string toolSchema, int lane) => Identifier.Quote(toolSchema, $"reset_lane_{lane}");

    /// <summary>Returns the statement that records which rows and files are the baseline's, in a lane that is as it was made.</summary>
    public static string Marks(ResetPlan plan)
    {
        var rows = plan.Tables.Select(table => table.Insert is null ? "NULL" : FirstXmin(table.Name))
            .Concat(plan.Views.Select(view => view.Rows > 0 ? FirstXmin(view.Name) : "NULL"));
        var files = plan.Views.Select(view => File(view));
        return $"INSERT INTO {Tool(plan)}.marks (lane, rows, files) " +
            $"VALUES ({plan.Lane}, ARRAY[{string.Join(", ", rows)}]::xid[], ARRAY[{string.Join(", ", files)}]::oid[]) " +
            "ON CONFLICT (lane) DO UPDATE SET rows = excluded.rows, files = excluded.files";
    }

    /// <summary>Returns the statement that makes the function.</summary>
    public static string Function(ResetPlan plan)
    {
        var body = new StringBuilder();
        Line(body, $"""

            #variable_conflict use_column
            <<reset>>
            DECLARE
                replica constant boolean := pg_catalog.current_setting('session_replication_role') = 'replica';
                known xid[];
                known_files oid[];
                dirty boolean[];
                moved boolean[];
                rebuilt boolean[];
                gone boolean[] := '{EmptyArray}';
                large oid[] := '{EmptyArray}';
                emptied oid[];
                filled boolean;
            BEGIN
                tables := 0; sequences := 0; views := 0;
                SELECT m.rows, m.files INTO STRICT known, known_files FROM {Tool(plan)}.marks AS m WHERE m.lane = {plan.Lane};
                SELECT {Array(plan.Tables.Select((table, i) => TableProbe(table, i, plan.Tables.Count > ManyTables)))}, {Array(plan.Sequences.Select(SequenceProbe))}, {Array(plan.Views.Select(ViewProbe))}
                INTO dirty, moved, rebuilt;
            """);
        AskTheFilled(body, plan);
        foreach (var (view, i) in plan.Views.Select((view, i) => (view, i)).Where(pair => pair.view.Rows is not null))
        {
            // An unpopulated view cannot even be planned to be read, so this is a statement of its own.
            Line(body, $"    IF NOT rebuilt[{i + 1}] THEN");
            Line(body, $"        rebuilt[{i + 1}] := {Differs(view.Name, view.Rows!.Value, plan.Tables.Count + i)};");
            Line(body, "    END IF;");
        }

        Line(body, $"""
                IF NOT (true = ANY (dirty) OR true = ANY (moved) OR true = ANY (rebuilt)) THEN RETURN; END IF;
                BEGIN
                    -- One reset of a lane at a time.
                    SELECT m.rows, m.files INTO STRICT known, known_files FROM {Tool(plan)}.marks AS m WHERE m.lane = {plan.Lane} FOR UPDATE;
                    IF true = ANY (dirty) THEN
            """);
        new ResetTablesScripter(plan).Write(body);
        Line(body, "        END IF;");
        foreach (var (sequence, i) in plan.Sequences.Select((sequence, i) => (sequence, i)))
            Line(body, $"        IF moved[{i + 1}] THEN PERFORM {sequence.SetPosition}; sequences := sequences + 1; END IF;");
        foreach (var (view, i) in plan.Views.Select((view, i) => (view, i)))
        {
            Line(body, $"        IF rebuilt[{i + 1}] THEN");
            Line(body, $"            REFRESH MATERIALIZED VIEW {view.Name}{(view.IsPopulated ? "" : " WITH NO DATA")};");
            Line(body, $"            known_files[{i + 1}] := {File(view)}; views := views + 1;");
            if (view.Rows > 0) Line(body, $"            known[{plan.Tables.Count + i + 1}] := {FirstXmin(view.Name)};");
            Line(body, "        END IF;");
        }

        Line(body, $"""
                    UPDATE {Tool(plan)}.marks AS m SET rows = reset.known, files = reset.known_files WHERE m.lane = {plan.Lane};
                EXCEPTION WHEN assert_failure THEN
                    -- Only a block with a handler is a subtransaction.
                    RAISE;
                END;
            END
            """);
        return $"CREATE OR REPLACE FUNCTION {Name(plan.ToolSchema, plan.Lane)}(OUT tables integer, OUT sequences integer, OUT views integer)\n" +
            "LANGUAGE plpgsql SECURITY DEFINER\n" +
            $"SET search_path = {string.Join(", ", plan.SearchPath.Append("pg_temp").Select(Identifier.Quote))}\n" +
            "SET row_security = off\nSET plan_cache_mode = force_generic_plan\nSET client_min_messages = warning\n" +
            // What the stored text of values was written under.
            "SET datestyle = 'ISO, YMD'\nSET intervalstyle = 'postgres'\nSET xmloption = content\nSET array_nulls = on\n" +
            $"AS {Literal.Quote(body.ToString())}";
    }

    public static string FirstXmin(string relation) => $"(SELECT t.xmin FROM ONLY {relation} AS t LIMIT 1)";

    internal static void Line(StringBuilder body, string text) => body.Append(text).Append('\n');

    private const string EmptyArray = "{}";

    // One statement reads so many tables with two indexes each within a quarter of a lock table of the usual size.
    private const int ManyTables = 500;

    private static string Tool(ResetPlan plan) => Identifier.Quote(plan.ToolSchema);

    private static string Array(IEnumerable<string> items) => $"ARRAY[{string.Join(",\n        ", items)}]::boolean[]";

    // Where there are many tables, those that start empty are first asked for their size, which keeps no lock; only of those that
    // have any is it asked whether rows are in it. A statement that reads thousands of tables would fill the server's lock table.
    private static void AskTheFilled(StringBuilder body, ResetPlan plan)
    {
        if (plan.Tables.Count <= ManyTables) return;
        foreach (var (table, i) in plan.Tables.Select((table, i) => (table, i)).Where(pair => pair.table is { Insert: null, IsHidden: false }))
            Line(body, $"    IF dirty[{i + 1}] THEN dirty[{i + 1}] := EXISTS (SELECT FROM ONLY {table.Name}); END IF;");
    }

    private static string TableProbe(ResetTable table, int i, bool isOneOfMany) => table switch
    {
        { IsHidden: true } or { Insert: null } when table.IsHidden || isOneOfMany => $"pg_catalog.pg_relation_size({table.Oid}::oid) > 0",
        { Insert: null } => $"EXISTS (SELECT FROM ONLY {table.Name})",
        _ => Differs(table.Name, table.Rows, i),
    };

    private static string Differs(string relation, long rows, int i) => string.Create(
        CultureInfo.InvariantCulture,
        $"(SELECT pg_catalog.count(*) <> {rows} OR pg_catalog.count(*) FILTER (WHERE t.xmin = reset.known[{i + 1}]) <> {rows} FROM ONLY {relation} AS t)");

    private static string SequenceProbe(ResetSequence sequence) =>
        $"(SELECT t.last_value <> {sequence.LastValue} OR t.is_called <> {(sequence.IsCalled ? "true" : "false")} FROM {sequence.Name} AS t)";

    private static string ViewProbe(ResetView view, int i) => $"{File(view)} IS DISTINCT FROM reset.known_files[{i + 1}]";

    private static string File(ResetView view) => $"pg_catalog.pg_relation_filenode({view.Oid}::oid::regclass)";
}
