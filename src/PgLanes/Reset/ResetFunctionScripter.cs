using System.Globalization;
using System.Text;
using PgLanes.Leasing;
using PgLanes.Sql;

namespace PgLanes.Reset;

/// <summary>
/// Writes the function that restores one lane. Its statements are static, so that each session plans them once, and none reads many tables,
/// so that a change of one table makes the session plan few of them anew. It asks first what changed, and touches nothing else. What it
/// writes, it writes in one subtransaction: rows that a caller writes later in the same transaction thereby have another xmin than those
/// that the reset wrote, and the next reset can tell them apart. Pure.
/// </summary>
internal static class ResetFunctionScripter
{
    // What one statement asks about: what changes a table's definition, or empties it, makes a session plan one such statement anew.
    private const int ChunkSize = 32;

    // So many tables with two indexes each are read within a quarter of a lock table of the usual size.
    private const int ManyTables = 500;

    internal const string EmptyArray = "{}";

    /// <summary>The function that the keeper and <c>reset()</c> call.</summary>
    public static string Name(string toolSchema, int lane) => Identifier.Quote(toolSchema, $"reset_lane_{lane}");

    /// <summary>The function behind it, which asks every table.</summary>
    public static string RestoreName(string toolSchema, int lane) => Identifier.Quote(toolSchema, $"restore_lane_{lane}");

    /// <summary>The function that tells whether a sequence may move on without a trace.</summary>
    public static string SteppedName(string toolSchema, int lane) => Identifier.Quote(toolSchema, $"stepped_lane_{lane}");

    /// <summary>
    /// Returns the statement that makes the function that asks first whether any transaction wrote anywhere on the server since this session
    /// last saw the lane clean: then it still is. Every change but that of a sequence takes a transaction id, and so does the first step of a
    /// sequence that stands where it was set; the steps after that take none, so no sequence may have taken one. The session remembers the snapshot only
    /// when no transaction is open that already has an id.
    /// <c>depth</c> is how many subtransactions the writing takes, each of which takes an id after that of the transaction. At depth 1 the caller
    /// is the keeper, whose transaction ends with the call. Others may go on writing in theirs, under the same id, so they must look once more;
    /// they are not told how many sequences moved, either.
    /// </summary>
    public static string Entry(ResetPlan plan)
    {
        var clean = $"'{plan.ToolSchema}.clean_{plan.Lane}'";
        var seen = $"'{plan.ToolSchema}.seen_{plan.Lane}'";
        var body = $"""

            DECLARE
                -- A transaction that wrote, or that sees an old snapshot, can tell nothing.
                telling constant boolean := {(plan.IsToldBySnapshot ? "true" : "false")} AND pg_catalog.pg_current_xact_id_if_assigned() IS NULL
                    AND pg_catalog.current_setting('transaction_isolation') = 'read committed';
                before constant text := pg_catalog.pg_current_snapshot()::text;
                own bigint;
            BEGIN
                IF telling AND pg_catalog.current_setting({clean}, true) = before THEN
                    tables := 0; sequences := 0; views := 0;
                    RETURN;
                END IF;
                SELECT r.tables, r.sequences, r.views INTO tables, sequences, views FROM {RestoreName(plan.ToolSchema, plan.Lane)}(depth = 1) AS r;
                IF NOT telling THEN RETURN; END IF;
                own := pg_catalog.pg_current_xact_id_if_assigned()::text::bigint;
                IF own IS NOT NULL THEN
                    IF before = own || ':' || own || ':' THEN
                        own := own + depth + 1;
                        PERFORM pg_catalog.set_config(CASE depth WHEN 1 THEN {clean} ELSE {seen} END, own || ':' || own || ':', false);
                    END IF;
                ELSIF before LIKE '%:' AND before = pg_catalog.pg_current_snapshot()::text THEN
                    IF pg_catalog.current_setting({seen}, true) = before THEN
                        IF NOT {SteppedName(plan.ToolSchema, plan.Lane)}() AND NOT EXISTS (SELECT FROM pg_catalog.pg_locks AS k WHERE k.locktype = 'transactionid') THEN
                            PERFORM pg_catalog.set_config({clean}, before, false);
                        END IF;
                    ELSE
                        PERFORM pg_catalog.set_config({seen}, before, false);
                    END IF;
                END IF;
            END

            """;
        return $"CREATE OR REPLACE FUNCTION {Name(plan.ToolSchema, plan.Lane)}(depth integer, OUT tables integer, OUT sequences integer, OUT views integer)\n" +
            // The operators are the server's, whatever stands first on the caller's path.
            $"LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS {Literal.Quote(body)}";
    }

    /// <summary>Returns the statement that makes the function that tells whether a sequence that numbers were given out from has taken a step since it was set.</summary>
    public static string Stepped(ResetPlan plan)
    {
        var body = new StringBuilder();
        Line(body, $"\nDECLARE\n    stepped boolean[] := '{EmptyArray}';\nBEGIN");
        Ask(body, "stepped", "boolean", plan.Sequences.Where(sequence => sequence.IsCalled).Select(sequence => $"EXISTS (SELECT FROM {sequence.Name} AS t WHERE t.log_cnt <> 0)"));
        Line(body, "    RETURN true = ANY (stepped);\nEND");
        return $"CREATE OR REPLACE FUNCTION {SteppedName(plan.ToolSchema, plan.Lane)}() RETURNS boolean\n" +
            $"LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS {Literal.Quote(body.ToString())}";
    }

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

    /// <summary>Returns the statement that makes the function that asks every table. <c>counting</c> is whether the caller wants to know how many sequences moved.</summary>
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
                -- Of each table: 0 untouched, 1 rows were added, 2 rows of the baseline were changed or deleted, 3 changed such that they can be restored in place.
                state integer[] := '{EmptyArray}';
                -- Of each sequence, whether it moved, where that was asked.
                moved boolean[] := '{EmptyArray}';
                positions bigint[];
                rebuilt boolean[];
                silenced text[];
                statement text;
                i integer;
            BEGIN
                tables := 0; sequences := 0; views := 0;
                -- One reset of a lane at a time: what two of them ask would keep both from truncating.
                PERFORM pg_catalog.pg_advisory_xact_lock({new PoolLocks(plan.ToolSchema).ResetClass}, {plan.Lane});
                SELECT m.rows, m.files INTO STRICT known, known_files FROM {Tool(plan)}.marks AS m WHERE m.lane = {plan.Lane};
            """);
        // What these write when they fire is to be undone, too. None waits in a transaction that has not written.
        if (plan.DeferrableTriggers.Count > 0)
            Line(body, $"    IF NOT replica AND pg_catalog.pg_current_xact_id_if_assigned() IS NOT NULL THEN SET CONSTRAINTS {string.Join(", ", plan.DeferrableTriggers)} IMMEDIATE; END IF;");
        Ask(body, "state", "integer", plan.Tables.Select((table, i) => TableProbe(table, i, plan.Tables.Count > ManyTables)));
        AskTheFilled(body, plan);
        Line(body, $"    rebuilt := ARRAY[{string.Join(", ", plan.Views.Select(ViewProbe))}]::boolean[];");
        foreach (var (view, i) in plan.Views.Select((view, i) => (view, i)).Where(pair => pair.view.Rows is not null))
        {
            // An unpopulated view cannot even be planned to be read, so this is a statement of its own.
            Line(body, $"    IF NOT rebuilt[{i + 1}] THEN");
            Line(body, $"        rebuilt[{i + 1}] := {State(view.Name, view.Rows!.Value, plan.Tables.Count + i)} > 0;");
            Line(body, "    END IF;");
        }

        Line(body, $"""
                IF NOT (0 < ANY (state) OR true = ANY (rebuilt)) THEN
            """);
        Ask(body, "moved", "boolean", plan.Sequences.Select(sequence => SequenceProbe(sequence, plan.HasSequenceData)));
        Line(body, $"""
                    IF NOT true = ANY (moved) THEN RETURN; END IF;
                END IF;
                BEGIN
                    -- The row tells others that the lane was reset.
                    SELECT m.rows, m.files INTO STRICT known, known_files FROM {Tool(plan)}.marks AS m WHERE m.lane = {plan.Lane} FOR UPDATE;
            """);
        if (SilencesEventTriggers(plan)) SilenceEventTriggers(body);
        Line(body, "        IF 0 < ANY (state) THEN");
        new ResetTablesScripter(plan).Write(body);
        Line(body, "        END IF;");
        foreach (var (view, i) in plan.Views.Select((view, i) => (view, i)))
        {
            Line(body, $"        IF rebuilt[{i + 1}] THEN");
            Line(body, $"            REFRESH MATERIALIZED VIEW {view.Name}{(view.IsPopulated ? "" : " WITH NO DATA")};");
            Line(body, $"            known_files[{i + 1}] := {File(view)}; views := views + 1;");
            if (view.Rows > 0) Line(body, $"            known[{plan.Tables.Count + i + 1}] := {FirstXmin(view.Name)};");
            Line(body, "        END IF;");
        }

        // Last, for it cannot be rolled back, and sessions that write meanwhile take numbers that are then given out again.
        MoveBack(body, plan);
        if (SilencesEventTriggers(plan)) Line(body, "        FOREACH statement IN ARRAY silenced LOOP EXECUTE statement; END LOOP;");
        Line(body, $"""
                    IF 1 < ANY (state) OR views > 0 THEN
                        UPDATE {Tool(plan)}.marks AS m SET rows = reset.known, files = reset.known_files WHERE m.lane = {plan.Lane};
                    END IF;
                EXCEPTION WHEN assert_failure THEN
                    -- Only a block with a handler is a subtransaction.
                    RAISE;
                END;
            END
            """);
        return $"CREATE OR REPLACE FUNCTION {RestoreName(plan.ToolSchema, plan.Lane)}(counting boolean, OUT tables integer, OUT sequences integer, OUT views integer)\n" +
            "LANGUAGE plpgsql SECURITY DEFINER\n" +
            $"SET search_path = {string.Join(", ", plan.SearchPath.Append("pg_temp").Select(Identifier.Quote))}\n" +
            "SET row_security = off\nSET plan_cache_mode = force_generic_plan\nSET client_min_messages = warning\n" +
            // What the stored text of values was written under.
            "SET datestyle = 'ISO, YMD'\nSET intervalstyle = 'postgres'\nSET xmloption = content\nSET array_nulls = on\nSET extra_float_digits = 1\n" +
            $"AS {Literal.Quote(body.ToString())}";
    }

    internal static string Elements<T>(IEnumerable<T> elements) =>
        "{" + string.Join(',', elements.Select(element => Convert.ToString(element, CultureInfo.InvariantCulture))) + "}";

    public static string FirstXmin(string relation) => $"(SELECT t.xmin FROM ONLY {relation} AS t LIMIT 1)";

    internal static void Line(StringBuilder body, string text) => body.Append(text).Append('\n');

    private static string Tool(ResetPlan plan) => Identifier.Quote(plan.ToolSchema);

    private static void Ask(StringBuilder body, string variable, string type, IEnumerable<string> questions)
    {
        foreach (var chunk in questions.Chunk(ChunkSize))
            Line(body, $"    {variable} := {variable} || ARRAY[{string.Join(",\n        ", chunk)}]::{type}[];");
    }

    // Where there are many tables, those that start empty are first asked for their size, which keeps no lock; only of those that
    // have any is it asked whether rows are in it. To read thousands of tables would fill the server's lock table.
    private static void AskTheFilled(StringBuilder body, ResetPlan plan)
    {
        if (plan.Tables.Count <= ManyTables) return;
        Line(body, "    FOREACH i IN ARRAY pg_catalog.array_positions(state, 1) LOOP");
        Branches.Write(body, "        ", "i", [.. plan.Tables.Select((table, i) => (i + 1, table is { Insert: null, IsHidden: false }
            ? $"state[{i + 1}] := EXISTS (SELECT FROM ONLY {table.Name})::integer;"
            : "NULL;"))]);
        Line(body, "    END LOOP;");
    }

    private static bool SilencesEventTriggers(ResetPlan plan) => plan.HasEventTriggers && plan.Guards.Count + plan.Views.Count + plan.SequenceGuards.Count > 0;

    // Those that fire for what the reset does, and that the role may set aside. None fires for the statements that do this.
    private static void SilenceEventTriggers(StringBuilder body)
    {
        const string firing =
            "FROM pg_catalog.pg_event_trigger AS e WHERE e.evtenabled IN ('A', CASE WHEN replica THEN 'R' ELSE 'O' END) AND e.evtevent <> 'login' AND pg_catalog.pg_has_role(e.evtowner, 'USAGE')";
        Line(body, "        silenced := ARRAY(SELECT pg_catalog.format('ALTER EVENT TRIGGER %I ENABLE', e.evtname) || CASE e.evtenabled WHEN 'A' THEN ' ALWAYS' WHEN 'R' THEN ' REPLICA' ELSE '' END");
        Line(body, $"            {firing});");
        Line(body, $"        FOR statement IN SELECT pg_catalog.format('ALTER EVENT TRIGGER %I DISABLE', e.evtname) {firing} LOOP EXECUTE statement; END LOOP;");
    }

    // Sets every sequence that numbers were given out from, so that from then on none has steps left that take no transaction id, and of the others those that moved;
    // without a function that tells all of a sequence's state those, too, for less than the query would cost that does. Each is asked
    // right before that, while the processor's caches hold it, if the count of those that moved is wanted.
    private static void MoveBack(StringBuilder body, ResetPlan plan)
    {
        if (plan.Sequences.Count == 0) return;
        foreach (var guard in plan.SequenceGuards) Line(body, $"        {guard.Off};");
        foreach (var chunk in plan.Sequences.Chunk(ChunkSize))
        {
            // Elements that are null stand for sequences that did not move.
            var steps = chunk.Select(sequence => plan.HasSequenceData && !sequence.IsCalled
                ? $"CASE WHEN {SequenceProbe(sequence, hasData: true)} THEN {SetBack(sequence)} END"
                : $"CASE WHEN counting THEN {Moved(sequence)} END, {SetBack(sequence)}");
            Line(body, $"        positions := ARRAY[{string.Join(",\n            ", steps)}];");
            Line(body, $"        sequences := sequences + {chunk.Length} - pg_catalog.cardinality(pg_catalog.array_positions(positions, NULL));");
        }

        foreach (var guard in plan.SequenceGuards) Line(body, $"        {guard.On};");
        Line(body, "        sequences := greatest(sequences, pg_catalog.cardinality(pg_catalog.array_positions(moved, true)));");
    }

    // A number where it moved, else null.
    private static string Moved(ResetSequence sequence) => sequence.IsCalled ? $"NULLIF(({HasMoved(sequence)})::integer, 0)" : LastValue(sequence);

    private static string SetBack(ResetSequence sequence) =>
        $"pg_catalog.setval({Literal.Quote(sequence.Name)}::regclass, {sequence.LastValue}, {(sequence.IsCalled ? "true" : "false")})";

    private static string TableProbe(ResetTable table, int i, bool isOneOfMany) => table switch
    {
        { IsHidden: true } => $"2 * (pg_catalog.pg_relation_size({table.Oid}::oid) > 0)::integer",
        { Insert: null } when isOneOfMany => $"(pg_catalog.pg_relation_size({table.Oid}::oid) > 0)::integer",
        { Insert: null } => $"EXISTS (SELECT FROM ONLY {table.Name})::integer",
        _ => State(table.Name, table.Rows, i),
    };

    // The known id is a subquery's, which is run once; an element of an array would be fetched anew for each row.
    private static string State(string relation, long rows, int i) => string.Create(
        CultureInfo.InvariantCulture,
        $"(SELECT CASE WHEN pg_catalog.count(*) FILTER (WHERE t.xmin = (SELECT reset.known[{i + 1}])) <> {rows} THEN 2 WHEN pg_catalog.count(*) <> {rows} THEN 1 ELSE 0 END FROM ONLY {relation} AS t)");

    // Functions are far cheaper than a query, but the one of versions before 18 sees only positions that were given out; what a sequence that cycles came back to, only a query tells.
    private static string SequenceProbe(ResetSequence sequence, bool hasData) => sequence switch
    {
        { IsCalled: true, IsCyclic: false } => HasMoved(sequence),
        { IsCalled: true } => $"EXISTS (SELECT FROM {sequence.Name} AS t WHERE t.last_value <> {sequence.LastValue} OR NOT t.is_called OR t.log_cnt <> 0)",
        _ when hasData => $"pg_catalog.pg_get_sequence_data({Literal.Quote(sequence.Name)}::regclass) IS DISTINCT FROM ROW ('{sequence.LastValue}'::bigint, false)",
        _ => $"EXISTS (SELECT FROM {sequence.Name} AS t WHERE t.last_value <> {sequence.LastValue} OR t.is_called)",
    };

    private static string HasMoved(ResetSequence sequence) => $"{LastValue(sequence)} IS DISTINCT FROM {sequence.LastValue}";

    private static string LastValue(ResetSequence sequence) => $"pg_catalog.pg_sequence_last_value({Literal.Quote(sequence.Name)}::regclass)";

    private static string ViewProbe(ResetView view, int i) => $"{File(view)} IS DISTINCT FROM reset.known_files[{i + 1}]";

    private static string File(ResetView view) => $"pg_catalog.pg_relation_filenode({view.Oid}::oid::regclass)";
}
