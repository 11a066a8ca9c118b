using System.Text;
using PgLanes.Sql;
using static PgLanes.Reset.ResetFunctionScripter;

namespace PgLanes.Reset;

/// <summary>Writes the part of the reset function that puts tables back. Pure.</summary>
/// <remarks>
/// Where rows were only added, they alone are deleted, children before parents: no row of the baseline refers to one of them. Where rows of
/// the baseline were changed or deleted, the table is emptied and filled. In a session that plays the replica no foreign key is checked, so
/// that is all. In an ordinary one such a table takes those with it that refer to it and have rows of the baseline, children are emptied
/// before parents and filled after them, and the tables of a circle are truncated together and filled by one statement, after which their
/// foreign keys are checked.
/// </remarks>
internal sealed class ResetTablesScripter
{
    private const string Indent = "            ";

    // How many tables are passed over by one question.
    private const int ChunkSize = 16;

    private readonly ResetPlan _plan;
    private readonly ILookup<int, int> _parents;
    private readonly IReadOnlyList<IReadOnlyList<int>> _groups;
    private readonly List<List<IReadOnlyList<int>>> _chunks = [];

    public ResetTablesScripter(ResetPlan plan)
    {
        _plan = plan;
        var index = plan.Tables.Select((table, i) => (table.Oid, i)).ToDictionary(pair => pair.Oid, pair => pair.i);
        _parents = plan.References.Where(r => index.ContainsKey(r.Child) && index.ContainsKey(r.Parent)).ToLookup(r => index[r.Child], r => index[r.Parent]);
        _groups = ReferenceOrder.Groups(plan.Tables.Count, _parents);
        foreach (var group in _groups)
        {
            if (_chunks.Count == 0 || _chunks[^1].Sum(g => g.Count) >= ChunkSize) _chunks.Add([]);
            _chunks[^1].Add(group);
        }
    }

    public void Write(StringBuilder body)
    {
        Spread(body);
        FindLarge(body);
        Line(body, $"{Indent}hot := ARRAY[{string.Join(", ", _chunks.Select(chunk => Any(chunk.SelectMany(g => g), "> 0")))}];");
        SetGuards(body, guard => guard.Off);
        Line(body, $"{Indent}IF emptied IS NOT NULL THEN PERFORM {Identifier.Quote(_plan.ToolSchema)}.truncate_all(emptied); END IF;");
        InChunks(body, Enumerable.Reverse, Delete);
        Line(body, $"{Indent}IF 2 = ANY (state) THEN");
        InChunks(body, groups => groups, Fill);
        Line(body, $"{Indent}END IF;");
        // Checks that wait for the end of the transaction would keep the guards from coming back, and would fail too late.
        Line(body, $"{Indent}IF NOT replica THEN SET CONSTRAINTS ALL IMMEDIATE; END IF;");
        SetGuards(body, guard => guard.On);
        Line(body, $"{Indent}tables := pg_catalog.cardinality(pg_catalog.array_remove(state, 0));");
    }

    private static string Any(IEnumerable<int> tables, string condition) =>
        string.Join(" OR ", tables.Select(table => $"state[{table + 1}] {condition}"));

    private void Spread(StringBuilder body)
    {
        var lines = new StringBuilder();
        foreach (var group in _groups)
        {
            var outside = group.SelectMany(table => _parents[table]).Except(group).Distinct().Order()
                .Where(parent => _plan.Tables[parent].Insert is not null).ToList();
            var filled = group.Where(table => _plan.Tables[table].Insert is not null).ToList();
            if (filled.Count == 0 || (group.Count == 1 && outside.Count == 0)) continue;
            var set = string.Concat(group.Select(table => $"state[{table + 1}] := 2; "));
            Line(lines, $"{Indent}    IF {Any(group.Concat(outside), "= 2")} THEN {set}END IF;");
        }

        if (lines.Length == 0) return;
        Line(body, $"{Indent}IF NOT replica AND 2 = ANY (state) THEN");
        body.Append(lines);
        Line(body, $"{Indent}END IF;");
    }

    private void FindLarge(StringBuilder body)
    {
        foreach (var chunk in _chunks)
        {
            Line(body, $"{Indent}IF {Any(chunk.SelectMany(g => g), "> 0")} THEN");
            foreach (var i in chunk.SelectMany(g => g))
            {
                var table = _plan.Tables[i];
                var when = table.IsHidden ? $"state[{i + 1}] > 0" : $"state[{i + 1}] > 0 AND pg_catalog.pg_relation_size({table.Oid}::oid) > {table.LargeBytes}";
                Line(body, $"{Indent}    IF {when} THEN large := large || {table.Oid}::oid; END IF;");
            }

            foreach (var group in chunk.Where(group => group.Count > 1))
            {
                Line(body, $"{Indent}    IF NOT replica AND state[{group[0] + 1}] = 2 THEN large := large || " +
                    $"'{{{string.Join(',', group.Select(table => _plan.Tables[table].Oid))}}}'::oid[]; END IF;");
            }

            Line(body, $"{Indent}END IF;");
        }

        Line(body, $"{Indent}IF large <> '{{}}' THEN");
        Line(body, $"{Indent}    emptied := {Identifier.Quote(_plan.ToolSchema)}.truncation(large, " +
            $"ARRAY[{string.Join(", ", _plan.Schemas.Select(Literal.Quote))}]::text[]);");
        foreach (var (table, i) in _plan.Tables.Select((table, i) => (table, i)))
            Line(body, $"{Indent}    IF {table.Oid}::oid = ANY (emptied) THEN state[{i + 1}] := 2; gone[{i + 1}] := true; END IF;");
        Line(body, $"{Indent}END IF;");
    }

    private void SetGuards(StringBuilder body, Func<ResetGuard, string> statement)
    {
        foreach (var (table, i) in _plan.Tables.Select((table, i) => (table, i)).Where(pair => pair.table.Guards.Count > 0))
        {
            // A delete from a parent runs a statement on its children, whose triggers fire for it though it finds no row.
            var parents = _parents[i].Where(parent => parent != i).ToList();
            var touched = $"state[{i + 1}] > 0" + (parents.Count == 0 ? "" : $" OR NOT replica AND ({Any(parents, "> 0")})");
            Line(body, $"{Indent}IF {touched} THEN");
            foreach (var guard in table.Guards)
            {
                var role = guard switch { { InReplica: true, InOrigin: true } => "", { InReplica: true } => "replica AND ", _ => "NOT replica AND " };
                Line(body, $"{Indent}    IF {role}({(guard.OnDelete ? touched : $"state[{i + 1}] = 2")}) THEN {statement(guard)}; END IF;");
            }

            Line(body, $"{Indent}END IF;");
        }
    }

    private void InChunks(
        StringBuilder body, Func<IEnumerable<IReadOnlyList<int>>, IEnumerable<IReadOnlyList<int>>> inOrder, Action<StringBuilder, IReadOnlyList<int>> write)
    {
        var place = _chunks.SelectMany((chunk, i) => chunk.Select(group => (group, i))).ToDictionary(pair => pair.group, pair => pair.i);
        var open = -1;
        foreach (var group in inOrder(_groups))
        {
            if (place[group] != open)
            {
                if (open >= 0) Line(body, $"{Indent}END IF;");
                open = place[group];
                Line(body, $"{Indent}IF hot[{open + 1}] THEN");
            }

            write(body, group);
        }

        if (open >= 0) Line(body, $"{Indent}END IF;");
    }

    private void Delete(StringBuilder body, IReadOnlyList<int> group)
    {
        if (group.Count > 1)
        {
            // Foreign keys are checked at the end of the statement. Where rows of the baseline were changed, the circle is truncated.
            var deletes = group.Select((table, n) => $"delete_{n} AS ({DeleteOne(table)})");
            Line(body, $"{Indent}IF NOT replica THEN");
            Line(body, $"{Indent}    IF ({Any(group, "> 0")}) AND gone[{group[0] + 1}] IS NOT TRUE THEN");
            Line(body, $"{Indent}        WITH {string.Join(",\n", deletes)} SELECT true INTO filled;");
            Line(body, $"{Indent}    END IF;");
            Line(body, $"{Indent}ELSE");
        }

        foreach (var table in group)
            Line(body, $"{Indent}IF state[{table + 1}] > 0 AND gone[{table + 1}] IS NOT TRUE THEN {DeleteOne(table)}; END IF;");
        if (group.Count > 1) Line(body, $"{Indent}END IF;");
    }

    private string DeleteOne(int table) => $"DELETE FROM ONLY {_plan.Tables[table].Name} AS t" +
        (_plan.Tables[table].Insert is null ? "" : $" WHERE reset.state[{table + 1}] = 2 OR t.xmin <> reset.known[{table + 1}]");

    private void Fill(StringBuilder body, IReadOnlyList<int> group)
    {
        var filled = group.Where(table => _plan.Tables[table].Insert is not null).ToList();
        if (filled.Count < 2)
        {
            foreach (var table in filled) Line(body, $"{Indent}IF state[{table + 1}] = 2 THEN {FillOne(table)} END IF;");
            return;
        }

        // Foreign keys are checked at the end of the statement, so one statement fills a circle.
        var inserts = filled.Select((table, n) => $"fill_{n} AS ({_plan.Tables[table].Insert})");
        Line(body, $"{Indent}IF replica THEN");
        foreach (var table in filled) Line(body, $"{Indent}    IF state[{table + 1}] = 2 THEN {FillOne(table)} END IF;");
        Line(body, $"{Indent}ELSIF state[{group[0] + 1}] = 2 THEN");
        Line(body, $"{Indent}    WITH {string.Join(",\n", inserts)} SELECT true INTO filled;");
        foreach (var table in filled) Line(body, $"{Indent}    {Remember(table)}");
        Line(body, $"{Indent}END IF;");
    }

    private string FillOne(int table) => $"{_plan.Tables[table].Insert}; {Remember(table)}";

    private string Remember(int table) => $"known[{table + 1}] := {FirstXmin(_plan.Tables[table].Name)};";
}
