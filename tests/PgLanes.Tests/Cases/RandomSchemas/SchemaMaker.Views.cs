namespace PgLanes.Tests;

/// <content>Views, materialized views and the expressions in them and elsewhere.</content>
internal sealed partial class SchemaMaker
{
    private void AddView()
    {
        var name = NewObject("VIEW");
        var needs = new List<int>();
        var (query, columns, isSimple) = Query(needs);
        var options = Pick("", "", " WITH (security_barrier)", " WITH (security_invoker = on)");
        var view = Keep(name, 'v', columns, null, $"CREATE VIEW {name.Quoted}{options} AS {query}{(isSimple ? Maybe(30, Pick(" WITH CHECK OPTION", " WITH LOCAL CHECK OPTION")) : "")};", needs);
        if (isSimple && columns[0].Type.Literals.Count > 0 && Chance(30))
            Add($"ALTER VIEW {name.Quoted} ALTER COLUMN {columns[0].Quoted} SET DEFAULT {columns[0].Type.Literals[0]};", view.Step, columns[0].Type.Step);
        // A view's row type is a type, too.
        if (Chance(10)) _types.Add(new ColumnType(name.Quoted, Family.Other, [], view.Step));
    }

    private void AddMaterializedView()
    {
        var name = NewObject("MATERIALIZED VIEW");
        var needs = new List<int>();
        var (query, columns, _) = Query(needs);
        var view = Keep(name, 'm', columns, null, $"CREATE MATERIALIZED VIEW {name.Quoted}{Maybe(20, " WITH (fillfactor = 60)")} AS {query}{Maybe(25, " WITH NO DATA")};", needs);
        if (Ordered(columns) is { Count: > 0 } some && Chance(50))
            Add(Try($"CREATE INDEX {Q(NewName())} ON {name.Quoted} ({List(some)})"), view.Step);
    }

    /// <summary>Returns a query, the columns that it has, and whether a view of it can be written to.</summary>
    private (string Sql, List<Column> Columns, bool IsSimple) Query(List<int> needs)
    {
        // What is never filled cannot be read, so nothing is built on materialized views without rows.
        var sources = _relations.Where(r => r.Kind != 'm').ToList();
        var main = Pick(sources);
        needs.Add(main.Step);
        var alias = Pick("t", "t", "c", _schemas[0], "my alias");
        var picked = Some(main.Columns, 1, 5);
        needs.AddRange(picked.Select(column => column.Step));
        var outputs = picked.Select(column => (Old: column, New: new Column(NewName(), column.Type, -1))).ToList();
        var list = string.Join(", ", outputs.Select(o => $"{Q(alias)}.{o.Old.Quoted} AS {o.New.Quoted}"));
        var columns = outputs.Select(o => o.New).ToList();
        var from = $"FROM {Ref(main.Name)} AS {Q(alias)}";
        var where = Maybe(50, $" WHERE {Condition(main.Columns, needs, Q(alias) + ".")}");
        if (Chance(25)) return ($"SELECT {list} {from}{where}", columns, main.Kind == 'r');

        // Further columns are of no use to others: their types are not known here.
        var other = Pick(sources);
        var third = NewName();
        if (Chance(40)) list += $", {Expression(main, Q(alias) + ".", needs)} AS {Q(NewName())}";
        switch (_random.Next(8))
        {
            case 0:
                needs.Add(other.Step);
                var join = Pick("CROSS JOIN {0}", "LEFT JOIN {0} ON true", "FULL JOIN {0} ON true", ", {0}").Replace("{0}", $"{Ref(other.Name)} AS o", StringComparison.Ordinal);
                return ($"SELECT {list}, count(o.*) OVER () AS {Q(third)} {from} {join}{where}", columns, false);
            case 1:
                needs.Add(other.Step);
                return ($"SELECT {list} {from} WHERE EXISTS (SELECT FROM {Ref(other.Name)} AS o WHERE {Condition(other.Columns, needs, "o.")})", columns, false);
            case 2:
                return ($"WITH w AS {Maybe(50, "MATERIALIZED ")}(SELECT * {from}{where}) SELECT {list} FROM w AS {Q(alias)}", columns, false);
            case 3:
                return ($"SELECT {list} {from}{where} UNION ALL SELECT {list} FROM {(main.Kind == 'r' ? "ONLY " : "")}{main.Name.Quoted} AS {Q(alias)}", columns, false);
            case 4:
                return ($"WITH RECURSIVE {Q(third)}(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM {Q(third)} WHERE n < 3) SELECT {list} {from}, {Q(third)} AS r", columns, false);
            case 5 when _tableFunctions.Count > 0:
                var (function, isSet) = Pick(_tableFunctions);
                needs.Add(function.Step);
                return (isSet ? $"SELECT {list} {from} CROSS JOIN {Ref(function)}() AS f" : $"SELECT {list}, {Ref(function)}() AS {Q(third)} {from}", columns, false);
            case 6:
                return ($"SELECT {list}, (SELECT max(v.a) FROM (VALUES (1, 'public.t'), (2, 'b')) AS v(a, b) WHERE v.b IN ('a', 'b')) AS {Q(third)} {from}{where} LIMIT 5", columns, false);
            default:
                return ($"SELECT {list}, row_number() OVER w AS {Q(third)} {from}{where} WINDOW w AS (ORDER BY now())", columns, false);
        }
    }

    private string Expression(Relation relation, string prefix, List<int> needs)
    {
        var column = Pick(relation.Columns);
        needs.Add(column.Step);
        var c = prefix + column.Quoted;
        return column.Type.Family switch
        {
            Family.Integer => Call(column.Type, c, needs) ?? Pick($"{c} + 1", $"COALESCE({c}, 0)", $"{c}::text", $"CASE {c} WHEN 1 THEN 'a'::varchar ELSE 'b' END"),
            Family.Text => Call(column.Type, c, needs) ?? Pick($"upper({c})", $"{c} || 'public.t'", $"NULLIF({c}, 'a')", $"{c} IN ('a', 'b')"),
            Family.Enum => $"{c}::text",
            _ => $"{c} IS NULL",
        };
    }

    /// <summary>Returns an immutable condition on some of the columns.</summary>
    private string Condition(IReadOnlyList<Column> columns, List<int> needs, string prefix = "")
    {
        if (columns.Count == 0) return "1 = 1";
        var column = Pick(columns);
        needs.Add(column.Step);
        var c = prefix + column.Quoted;
        var literals = string.Join(", ", column.Type.Literals);
        var condition = column.Type.Family switch
        {
            Family.Text => Call(column.Type, c, needs) is { } call ? $"{call} <> 'x'" : Pick(
                $"{c} IN ({literals})", $"{c} NOT IN ({literals})", $"{c} = ANY (ARRAY['a'::varchar, 'b'])", $"{c} LIKE 'a%'", $"lower({c}) <> 'public.t'", $"{c} COLLATE \"C\" > 'A'",
                $"char_length({c}) < 100", $"{c} IS NOT NULL"),
            Family.Integer => Call(column.Type, c, needs) is { } call ? $"{call} > 0" : Pick(
                $"{c} > 0", $"{c} BETWEEN 1 AND 5", $"{c} IS DISTINCT FROM 3", $"{c} IN (1, 2, 3)", $"{c} = ANY ('{{1,2}}')", $"NOT ({c} < 0 OR {c} > 100)"),
            Family.Number => Pick($"{c} <> 0", $"{c} >= 0.5", $"({c} > 1) IS NOT FALSE"),
            Family.Bool => Pick(c, $"{c} IS NOT TRUE", $"NOT {c}"),
            Family.Time => $"{c} >= '2020-01-01'",
            Family.Array => $"cardinality({c}) > 0",
            Family.Range => $"NOT isempty({c})",
            Family.Enum => Pick($"{c} IN ({literals})", $"{c} <> {column.Type.Literals[0]}", $"{c} > {column.Type.Literals[0]}"),
            _ => $"{c} IS NOT NULL",
        };
        return Chance(25) ? $"{condition} {Pick("AND", "OR")} ({Condition(columns, needs, prefix)})" : condition;
    }
}
