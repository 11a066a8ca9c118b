using System.Text;
using PgLanes.Sql;
using static PgLanes.Reset.ResetFunctionScripter;

namespace PgLanes.Reset;

/// <summary>Writes the part of the reset function that puts tables back. Pure.</summary>
/// <remarks>
/// Where rows were only added, they alone are deleted, children before parents: no row of the baseline refers to one of them. Where rows of
/// the baseline were changed or deleted, the table is emptied and filled. In a session that plays the replica no foreign key is checked, so
/// that is all. In an ordinary one, where all of them are still there and bear what others refer to, they are restored in place. Any other such a table takes those with it that refer to it and have rows of the baseline, children are emptied
/// before parents and filled after them, and the tables of a circle are truncated together and filled by one statement, after which their
/// foreign keys are checked. The plan's tables stand parents first, those of a circle side by side.
/// </remarks>
internal sealed class ResetTablesScripter
{
    private const string Indent = "            ";

    private readonly ResetPlan _plan;
    private readonly Dictionary<uint, int> _index;
    private readonly ILookup<int, int> _parents;
    private readonly IReadOnlyList<IReadOnlyList<int>> _groups;

    public ResetTablesScripter(ResetPlan plan)
    {
        _plan = plan;
        _index = Index(plan.Tables);
        _parents = Parents(_index, plan.References);
        _groups = ReferenceOrder.Groups(plan.Tables.Count, _parents);
    }

    /// <summary>Returns the tables in the order that a plan wants.</summary>
    public static IReadOnlyList<ResetTable> InOrder(IReadOnlyList<ResetTable> tables, IEnumerable<(uint Child, uint Parent)> references) =>
        [.. ReferenceOrder.Groups(tables.Count, Parents(Index(tables), references)).SelectMany(group => group).Select(i => tables[i])];

    public void Write(StringBuilder body)
    {
        Line(body, $"""
            {Indent}<<restore>>
            {Indent}DECLARE
            {Indent}    ids constant oid[] := '{Elements(_plan.Tables.Select(table => table.Oid))}'::oid[];
            {Indent}    limits constant bigint[] := '{Elements(_plan.Tables.Select(table => table.LargeBytes))}'::bigint[];
            {Indent}    gone boolean[] := '{EmptyArray}';
            {Indent}    large oid[] := '{EmptyArray}';
            {Indent}    emptied oid[];
            {Indent}    dirty integer[];
            {Indent}    published integer[] := '{EmptyArray}';
            {Indent}    whole boolean;
            {Indent}    mine xid;
            {Indent}    circle integer := 0;
            {Indent}    filled boolean;
            {Indent}BEGIN
            """);
        FindInPlace(body);
        Spread(body);
        FindLarge(body);
        SetGuards(body, _plan.Guards, guard => guard.Off);
        Line(body, $"{Indent}IF emptied IS NOT NULL THEN PERFORM {Identifier.Quote(_plan.ToolSchema)}.truncate_all(emptied); END IF;");
        Delete(body);
        Fill(body);
        // Checks that wait for the end of the transaction would keep the guards from coming back, and would fail too late.
        Line(body, $"{Indent}IF NOT replica THEN SET CONSTRAINTS ALL IMMEDIATE; END IF;");
        SetGuards(body, _plan.Guards.Reverse(), guard => guard.On);
        Line(body, $"{Indent}tables := pg_catalog.cardinality(dirty);");
        Line(body, $"{Indent}END;");
    }

    private static Dictionary<uint, int> Index(IReadOnlyList<ResetTable> tables) =>
        tables.Select((table, i) => (table.Oid, i)).ToDictionary(pair => pair.Oid, pair => pair.i);

    private static ILookup<int, int> Parents(Dictionary<uint, int> index, IEnumerable<(uint Child, uint Parent)> references) =>
        references.Where(r => index.ContainsKey(r.Child) && index.ContainsKey(r.Parent)).ToLookup(r => index[r.Child], r => index[r.Parent]);

    private static string Any(IEnumerable<int> tables, string condition) =>
        string.Join(" OR ", tables.Select(table => $"state[{table + 1}] {condition}"));

    // The tables of a circle are restored together.
    private IEnumerable<int> InPlace => _groups.Where(group => group.Count == 1).Select(group => group[0]).Where(i => _plan.Tables[i].InPlace is not null).Order();

    private IEnumerable<IReadOnlyList<int>> Circles => _groups.Where(group => group.Count > 1);

    private void FindInPlace(StringBuilder body)
    {
        var places = InPlace.Select(i => (i + 1, $"IF {_plan.Tables[i].InPlace!.IsPossible} THEN state[i] := 3; END IF;")).ToList();
        if (places.Count == 0) return;
        Line(body, $"{Indent}IF NOT replica AND 2 = ANY (state) THEN");
        Line(body, $"{Indent}    FOREACH i IN ARRAY pg_catalog.array_positions(state, 2) LOOP");
        Line(body, $"{Indent}        CONTINUE WHEN i <> ALL ('{Elements(places.Select(place => place.Item1))}');");
        Branches.Write(body, $"{Indent}        ", "i", places);
        Line(body, $"{Indent}    END LOOP;");
        Line(body, $"{Indent}END IF;");
    }

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
        const string dirty = "pg_catalog.array_positions(state, 1) || pg_catalog.array_positions(state, 2) || pg_catalog.array_positions(state, 3)";
        Line(body, $"{Indent}dirty := {dirty};");
        var nameless = _plan.Tables.SelectMany((table, i) => table.Nameless.Select(oid => (Number: i + 1, Oid: oid))).ToList();
        if (nameless.Count > 0) FindPublished(body, nameless);
        Line(body, $"{Indent}FOREACH i IN ARRAY dirty LOOP");
        Line(body, $"{Indent}    IF pg_catalog.pg_relation_size(ids[i]) > limits[i]{(nameless.Count > 0 ? " OR i = ANY (published)" : "")} THEN large := large || ids[i]; END IF;");
        Line(body, $"{Indent}END LOOP;");
        if (Circles.Any())
        {
            // No statement may so much as name a table that nothing can be deleted from, so a circle with one is truncated, too.
            Line(body, $"{Indent}IF NOT replica AND 0 < ANY (state) THEN");
            foreach (var group in Circles)
                Line(body, $"{Indent}    IF {Whole(group)} THEN large := large || ids[{group[0] + 1}:{group[^1] + 1}]; END IF;");
            Line(body, $"{Indent}END IF;");
        }

        Line(body, $"""
            {Indent}IF large <> '{EmptyArray}' THEN
            {Indent}    emptied := {Identifier.Quote(_plan.ToolSchema)}.truncation(large, ARRAY[{string.Join(", ", _plan.Schemas.Select(Literal.Quote))}]::text[]);
            {Indent}    FOR i IN 1 .. {_plan.Tables.Count} LOOP
            {Indent}        IF ids[i] = ANY (emptied) THEN state[i] := 2; gone[i] := true; END IF;
            {Indent}    END LOOP;
            {Indent}END IF;
            {Indent}IF 1 < ANY (state) THEN
            {Indent}    dirty := ARRAY(SELECT n FROM pg_catalog.unnest({dirty}) AS n ORDER BY n);
            {Indent}END IF;
            """);
    }

    private void FindPublished(StringBuilder body, List<(int Number, uint Oid)> nameless)
    {
        const string itself = "SELECT t.oid UNION ALL SELECT a.oid FROM pg_catalog.pg_partition_ancestors(t.oid) AS a (oid)";
        var bySchema = !_plan.HasSchemaPublications ? ""
            : $" OR EXISTS (SELECT FROM pg_catalog.pg_publication_namespace AS n JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.pnnspid WHERE n.pnpubid = p.oid AND c.oid IN ({itself}))";
        Line(body, $"""
            {Indent}IF EXISTS (SELECT FROM pg_catalog.pg_publication) THEN
            {Indent}    published := ARRAY(
            {Indent}        SELECT t.number FROM ROWS FROM (pg_catalog.unnest('{Elements(nameless.Select(pair => pair.Number))}'::integer[]), pg_catalog.unnest('{Elements(nameless.Select(pair => pair.Oid))}'::oid[])) AS t (number, oid)
            {Indent}        WHERE EXISTS (SELECT FROM pg_catalog.pg_publication AS p WHERE (p.pubdelete OR p.pubupdate) AND (p.puballtables
            {Indent}            OR EXISTS (SELECT FROM pg_catalog.pg_publication_rel AS r WHERE r.prpubid = p.oid AND r.prrelid IN ({itself})){bySchema})));
            {Indent}END IF;
            """);
    }

    private string Whole(IReadOnlyList<int> circle)
    {
        if (circle.Any(i => _plan.Tables[i].IsHidden)) return Any(circle, "> 0");
        return $"state[{circle[0] + 1}] = 2" + (circle.Any(i => _plan.Tables[i].Nameless.Count > 0) ? $" OR published && '{Elements(circle.Select(i => i + 1))}' AND ({Any(circle, "> 0")})" : "");
    }

    private void SetGuards(StringBuilder body, IEnumerable<ResetGuard> guards, Func<ResetGuard, string> statement)
    {
        var open = "";
        foreach (var guard in guards)
        {
            var tables = guard.Tables.Select(table => _index[table]).Order().ToList();
            // A delete from a parent runs a statement on its children, and one from a table of a circle goes on to all of it; triggers fire though no row is found.
            var others = tables.SelectMany(table => _parents[table].Concat(_groups.First(group => group.Contains(table)))).Except(tables).Distinct().Order().ToList();
            var touched = Any(tables, "> 0") + (others.Count == 0 ? "" : $" OR NOT replica AND ({Any(others, "> 0")})");
            if (touched != open)
            {
                if (open.Length > 0) Line(body, $"{Indent}END IF;");
                Line(body, $"{Indent}IF {open = touched} THEN");
            }

            var role = guard switch { { InReplica: true, InOrigin: true } => "", { InReplica: true } => "replica AND ", _ => "NOT replica AND " };
            Line(body, $"{Indent}    IF {role}({Works(guard, touched, tables)}) THEN {statement(guard)}; END IF;");
        }

        if (open.Length > 0) Line(body, $"{Indent}END IF;");
    }

    private static string Works(ResetGuard guard, string touched, IReadOnlyList<int> tables) => guard switch
    {
        { OnDelete: true } => touched,
        { OnUpdate: true, OnFill: true } => Any(tables, "> 1"),
        { OnUpdate: true } => Any(tables, "= 3"),
        _ => Any(tables, "= 2"),
    };

    private void Delete(StringBuilder body)
    {
        Line(body, $"""
            {Indent}FOR n IN REVERSE pg_catalog.cardinality(dirty) .. 1 LOOP
            {Indent}    i := dirty[n];
            {Indent}    CONTINUE WHEN gone[i];
            {Indent}    whole := state[i] = 2; mine := known[i];
            """);
        var inPlace = InPlace.ToHashSet();
        var one = _plan.Tables.Select((table, i) => (i + 1, Statement: (inPlace.Contains(i) ? Restore(table) : "") + DeleteOne(table, "restore.whole", "restore.mine") + ";")).ToList();
        if (Circles.Any())
        {
            // Foreign keys are checked at the end of the statement. Where rows of the baseline were changed, the circle is truncated.
            Line(body, $"{Indent}    IF NOT replica THEN");
            Branches.Write(body, Indent, "i", [.. _groups.SelectMany(group => group.Select(i => group.Count == 1 ? one[i] : (i + 1, DeleteCircle(group))))]);
            Line(body, $"{Indent}    ELSE");
            Branches.Write(body, Indent, "i", one);
            Line(body, $"{Indent}    END IF;");
        }
        else
        {
            Branches.Write(body, Indent, "i", one);
        }

        Line(body, $"{Indent}END LOOP;");
    }

    // Its rows of the baseline refer to none that was added from then on, so that those can go.
    private static string Restore(ResetTable table) => $"IF state[i] = 3 THEN {table.InPlace!.Update}; known[i] := mine; END IF; ";

    private string DeleteCircle(IReadOnlyList<int> group)
    {
        var deletes = group.Select((i, n) => $"delete_{n} AS ({DeleteOne(_plan.Tables[i], $"reset.state[{i + 1}] = 2", $"reset.known[{i + 1}]")})");
        return $"IF circle <> {group[0] + 1} THEN circle := {group[0] + 1}; WITH {string.Join(", ", deletes)} SELECT true INTO filled; END IF;";
    }

    private static string DeleteOne(ResetTable table, string whole, string known) =>
        $"DELETE FROM ONLY {table.Name} AS t" + (table.Insert is null ? "" : $" WHERE {whole} OR t.xmin <> {known}");

    private void Fill(StringBuilder body)
    {
        var filled = _plan.Tables.Select((table, i) => (table, i)).Where(pair => pair.table.Insert is not null).Select(pair => pair.i).ToHashSet();
        if (filled.Count == 0) return;
        Line(body, $"{Indent}IF 2 = ANY (state) THEN");
        Line(body, $"{Indent}circle := 0;");
        Line(body, $"{Indent}FOREACH i IN ARRAY dirty LOOP");
        Line(body, $"{Indent}    CONTINUE WHEN state[i] <> 2 OR i <> ALL ('{Elements(filled.Order().Select(i => i + 1))}');");
        var one = filled.Order().Select(i => (i + 1, $"{_plan.Tables[i].Insert}; {Remember(i)}")).ToList();
        var circles = Circles.Select(group => group.Where(filled.Contains).ToList()).Where(group => group.Count > 1).ToList();
        if (circles.Count > 0)
        {
            // Foreign keys are checked at the end of the statement, so one statement fills a circle.
            var together = circles.SelectMany(group => group.Select(i => (Number: i + 1, Statement: FillCircle(group)))).ToDictionary(pair => pair.Number);
            Line(body, $"{Indent}    IF NOT replica THEN");
            Branches.Write(body, Indent, "i", [.. one.Select(place => together.TryGetValue(place.Item1, out var circle) ? circle : place)]);
            Line(body, $"{Indent}    ELSE");
            Branches.Write(body, Indent, "i", one);
            Line(body, $"{Indent}    END IF;");
        }
        else
        {
            Branches.Write(body, Indent, "i", one);
        }

        Line(body, $"{Indent}END LOOP;");
        Line(body, $"{Indent}END IF;");
    }

    private string FillCircle(List<int> filled)
    {
        var inserts = filled.Select((i, n) => $"fill_{n} AS ({_plan.Tables[i].Insert})");
        return $"IF circle <> {filled[0] + 1} THEN circle := {filled[0] + 1}; WITH {string.Join(", ", inserts)} SELECT true INTO filled; " +
            $"{string.Join(' ', filled.Select(Remember))} END IF;";
    }

    private string Remember(int table) => $"known[{table + 1}] := {FirstXmin(_plan.Tables[table].Name)};";
}
