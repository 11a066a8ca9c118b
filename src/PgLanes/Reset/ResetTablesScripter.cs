using System.Text;
using PgLanes.Sql;
using static PgLanes.Reset.ResetFunctionScripter;

namespace PgLanes.Reset;

/// <summary>Writes the part of the reset function that puts dirty tables back. Pure.</summary>
/// <remarks>
/// In a session that plays the replica no foreign key is checked, so each dirty table is put back for itself. In an ordinary one a dirty
/// table takes those with it that refer to it and have rows, children are emptied before parents and filled after them, and the tables of
/// a circle are truncated together and filled by one statement, after which their foreign keys are checked.
/// </remarks>
internal sealed class ResetTablesScripter
{
    private const string Indent = "            ";
    private readonly ResetPlan _plan;
    private readonly ILookup<int, int> _parents;
    private readonly IReadOnlyList<IReadOnlyList<int>> _groups;

    public ResetTablesScripter(ResetPlan plan)
    {
        _plan = plan;
        var index = plan.Tables.Select((table, i) => (table.Oid, i)).ToDictionary(pair => pair.Oid, pair => pair.i);
        _parents = plan.References.Where(r => index.ContainsKey(r.Child) && index.ContainsKey(r.Parent)).ToLookup(r => index[r.Child], r => index[r.Parent]);
        _groups = ReferenceOrder.Groups(plan.Tables.Count, _parents);
    }

    public void Write(StringBuilder body)
    {
        Spread(body);
        FindLarge(body);
        SetGuards(body, guard => guard.Off);
        Line(body, $"{Indent}IF emptied IS NOT NULL THEN PERFORM {Identifier.Quote(_plan.ToolSchema)}.truncate_all(emptied); END IF;");
        Delete(body);
        Fill(body);
        // Checks that wait for the end of the transaction would keep the guards from coming back, and would fail too late.
        Line(body, $"{Indent}IF NOT replica THEN SET CONSTRAINTS ALL IMMEDIATE; END IF;");
        SetGuards(body, guard => guard.On);
        Line(body, $"{Indent}SELECT pg_catalog.count(*) INTO tables FROM pg_catalog.unnest(dirty) AS d(is_dirty) WHERE d.is_dirty;");
    }

    private void Spread(StringBuilder body)
    {
        var lines = new StringBuilder();
        foreach (var group in _groups)
        {
            var outside = group.SelectMany(table => _parents[table]).Except(group).Distinct().Order().ToList();
            var anyDirty = string.Join(" OR ", group.Concat(outside).Select(table => $"dirty[{table + 1}]"));
            if (group.Count > 1)
                Line(lines, $"{Indent}    IF {anyDirty} THEN {string.Concat(group.Select(table => $"dirty[{table + 1}] := true; "))}END IF;");
            else if (outside.Count > 0 && _plan.Tables[group[0]].Insert is not null)
                Line(lines, $"{Indent}    dirty[{group[0] + 1}] := {anyDirty};");
        }

        if (lines.Length == 0) return;
        Line(body, $"{Indent}IF NOT replica THEN");
        body.Append(lines);
        Line(body, $"{Indent}END IF;");
    }

    private void FindLarge(StringBuilder body)
    {
        foreach (var (table, i) in _plan.Tables.Select((table, i) => (table, i)))
        {
            var when = table.IsHidden ? $"dirty[{i + 1}]" : $"dirty[{i + 1}] AND pg_catalog.pg_relation_size({table.Oid}::oid) > {table.LargeBytes}";
            Line(body, $"{Indent}IF {when} THEN large := large || {table.Oid}::oid; END IF;");
        }

        foreach (var group in _groups.Where(group => group.Count > 1))
        {
            Line(body, $"{Indent}IF NOT replica AND dirty[{group[0] + 1}] THEN large := large || " +
                $"'{{{string.Join(',', group.Select(table => _plan.Tables[table].Oid))}}}'::oid[]; END IF;");
        }

        Line(body, $"{Indent}IF large <> '{{}}' THEN");
        Line(body, $"{Indent}    emptied := {Identifier.Quote(_plan.ToolSchema)}.truncation(large, " +
            $"ARRAY[{string.Join(", ", _plan.Schemas.Select(Literal.Quote))}]::text[]);");
        foreach (var (table, i) in _plan.Tables.Select((table, i) => (table, i)))
            Line(body, $"{Indent}    IF {table.Oid}::oid = ANY (emptied) THEN dirty[{i + 1}] := true; gone[{i + 1}] := true; END IF;");
        Line(body, $"{Indent}END IF;");
    }

    private void SetGuards(StringBuilder body, Func<ResetGuard, string> statement)
    {
        foreach (var (table, i) in _plan.Tables.Select((table, i) => (table, i)).Where(pair => pair.table.Guards.Count > 0))
        {
            Line(body, $"{Indent}IF dirty[{i + 1}] THEN");
            foreach (var guard in table.Guards)
            {
                var when = guard switch { { InReplica: true, InOrigin: true } => null, { InReplica: true } => "replica", _ => "NOT replica" };
                Line(body, when is null ? $"{Indent}    {statement(guard)};" : $"{Indent}    IF {when} THEN {statement(guard)}; END IF;");
            }

            Line(body, $"{Indent}END IF;");
        }
    }

    private void Delete(StringBuilder body)
    {
        foreach (var table in _groups.Reverse().SelectMany(group => group))
        {
            Line(body, $"{Indent}IF dirty[{table + 1}] AND gone[{table + 1}] IS NOT TRUE THEN DELETE FROM ONLY {_plan.Tables[table].Name}; END IF;");
        }
    }

    private void Fill(StringBuilder body)
    {
        foreach (var group in _groups)
        {
            var filled = group.Where(table => _plan.Tables[table].Insert is not null).ToList();
            if (filled.Count < 2)
            {
                foreach (var table in filled) Line(body, $"{Indent}IF dirty[{table + 1}] THEN {FillOne(table)} END IF;");
                continue;
            }

            // Foreign keys are checked at the end of the statement, so one statement fills a circle.
            var inserts = filled.Select((table, n) => $"fill_{n} AS ({_plan.Tables[table].Insert})");
            Line(body, $"{Indent}IF replica THEN");
            foreach (var table in filled) Line(body, $"{Indent}    IF dirty[{table + 1}] THEN {FillOne(table)} END IF;");
            Line(body, $"{Indent}ELSIF dirty[{group[0] + 1}] THEN");
            Line(body, $"{Indent}    WITH {string.Join(",\n", inserts)} SELECT true INTO filled;");
            foreach (var table in filled) Line(body, $"{Indent}    {Remember(table)}");
            Line(body, $"{Indent}END IF;");
        }
    }

    private string FillOne(int table) => $"{_plan.Tables[table].Insert}; {Remember(table)}";

    private string Remember(int table) => $"known[{table + 1}] := {FirstXmin(_plan.Tables[table].Name)};";
}
