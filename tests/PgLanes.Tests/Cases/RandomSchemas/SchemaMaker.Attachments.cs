namespace PgLanes.Tests;

/// <content>What is attached to tables and views: indexes, constraints, triggers, rules, policies, comments, privileges.</content>
internal sealed partial class SchemaMaker
{
    private void AddIndex()
    {
        if (PickOrNull(_relations.Where(r => r.IsTable)) is not { } table) return;
        var needs = new List<int> { table.Step };
        var column = Pick(table.Columns);
        needs.Add(column.Step);
        var (family, c) = (column.Type.Family, column.Quoted);
        var key = family switch
        {
            Family.Text => Pick($"({c})", $"(lower({c}))", $"(({c} || 'public.t'))", $"({c} COLLATE \"C\" DESC)", $"({c} {(column.Type.Step < 0 ? "text_pattern_ops" : "")})".Replace("character(5)", "", StringComparison.Ordinal)),
            Family.Json or Family.Other => column.Type.Sql switch
            {
                "jsonb" => $"USING gin ({c}{Maybe(50, " jsonb_path_ops")})",
                "tsvector" => $"USING gist ({c}{Maybe(50, " tsvector_ops (siglen = 100)")})",
                "point" => $"USING gist ({c})",
                "inet" => Pick($"USING spgist ({c})", $"USING gist ({c} inet_ops)"),
                "json" => $"((({c} ->> 'a')))",
                "uuid" or "interval" or "oid" or "name" => $"USING {Pick("btree", "hash")} ({c})",
                _ => $"(({c} IS NULL))",
            },
            Family.Array => column.Type.Step < 0 ? $"USING gin ({c})" : $"((cardinality({c})))",
            Family.Range => Pick($"USING gist ({c})", $"({c})"),
            Family.Integer => Call(column.Type, c, needs) is { } call ? $"(({call}) DESC NULLS LAST)" : Pick($"({c} DESC)", $"USING hash ({c})", $"USING brin ({c}) WITH (pages_per_range = 32)", $"({c}, (({c} + 1)))"),
            _ => Pick($"({c})", $"({c} NULLS FIRST)", $"USING hash ({c})"),
        };
        var extra = key.StartsWith('(') && Chance(25) ? $" INCLUDE ({Pick(table.Columns.Where(x => x.Step < 0).ToList()).Quoted})" : "";
        var where = Maybe(25, $" WHERE {Condition(table.Columns, needs)}");
        var name = NewName();
        var unique = key.StartsWith('(') && !key.Contains("((", StringComparison.Ordinal) && table.Kind == 'r' ? Maybe(20, "UNIQUE ") : "";
        Add(Try($"CREATE {unique}INDEX {Q(name)} ON {(table.Kind == 'p' ? Maybe(15, "ONLY ") : "")}{table.Name.Quoted} {key}{extra}{Maybe(extra.Length > 0 ? 30 : 0, " WITH (fillfactor = 50)")}{where}"
            + Maybe(20, $"; COMMENT ON INDEX {Q(table.Name.Schema)}.{Q(name)} IS 'public.t'")), needs);
    }

    private void AddForeignKey()
    {
        if (PickOrNull(Tables.Where(t => t.Key is not null && !t.HasHeirs)) is not { } child || PickOrNull(Tables.Where(t => t.Key is not null)) is not { } parent)
            return;
        var name = $"{(child.Name.Name.Length > 30 ? "long" : child.Name.Name)} of {_steps.Count}";
        var column = Add($"ALTER TABLE {child.Name.Quoted} ADD COLUMN {Q(name)} integer;", child.Step);
        child.Columns.Add(new Column(name, Basic[0], column) { IsWritable = false });
        var actions = Maybe(20, " MATCH FULL") + Maybe(30, Pick(" ON DELETE CASCADE", " ON DELETE SET NULL", $" ON DELETE SET NULL ({Q(name)})", " ON UPDATE SET DEFAULT"))
            + Maybe(30, Pick(" DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED")) + Maybe(child.Kind == 'r' ? 15 : 0, " NOT VALID");
        Add($"ALTER TABLE {child.Name.Quoted} ADD{Maybe(50, $" CONSTRAINT {Q(NewName())}")} FOREIGN KEY ({Q(name)}) REFERENCES {parent.Name.Quoted}{Maybe(30, $" ({parent.Key!.Quoted})")}{actions};",
            column, child.Step, parent.Step);
    }

    private void AddConstraint()
    {
        if (PickOrNull(Tables.Where(t => t.Kind == 'r')) is not { } table) return;
        var needs = new List<int> { table.Step };
        var condition = Condition(table.Columns, needs);
        var ranges = table.Columns.Where(c => c.Type.Family == Family.Range && c.Step < 0).ToList();
        var ordered = Ordered(table.Columns.Where(c => c.Step < 0));
        var clause = ranges.Count > 0 && Chance(60) ? $"EXCLUDE USING gist ({Pick(ranges).Quoted} WITH &&){Maybe(30, " WHERE (1 = 1)")}"
            : ordered.Count > 0 && Chance(50) ? $"UNIQUE ({List(ordered)}){Maybe(30, " DEFERRABLE")}"
            : $"CHECK ({condition}){Maybe(20, " NO INHERIT")}{Maybe(40, " NOT VALID")}";
        Add(Try($"ALTER TABLE {table.Name.Quoted} ADD CONSTRAINT {Q(NewName())} {clause}"), needs);
    }

    private void AddTrigger()
    {
        if (PickOrNull(_relations.Where(r => r.Kind != 'm')) is not { } table) return;
        var function = TriggerFunction(table);
        var needs = new List<int> { table.Step, function.Step };
        var name = NewName();
        var call = $"EXECUTE FUNCTION {Ref(function)}({Maybe(40, "'public.t', 'it''s'")})";
        var on = table.Name.Quoted;
        var column = Pick(table.Columns);
        needs.Add(column.Step);
        var (events, form) = table.Kind == 'v' ? ("INSTEAD OF INSERT", $"ON {on} FOR EACH ROW {call}") : Pick(
            ("BEFORE INSERT", $"ON {on} FOR EACH STATEMENT {call}"), ($"AFTER UPDATE OF {column.Quoted}", $"ON {on} FOR EACH ROW {call}"),
            ("AFTER INSERT OR DELETE", $"ON {on} FOR EACH ROW {call}"), ("BEFORE DELETE OR TRUNCATE", $"ON {on} {call}"),
            ("AFTER UPDATE", $"ON {on} REFERENCING OLD TABLE AS {Q("c")} NEW TABLE AS {Q("o o")} FOR EACH STATEMENT {call}"),
            ("AFTER UPDATE", $"ON {on} FOR EACH ROW WHEN ({Condition([column], needs, "NEW.")} OR OLD.{column.Quoted} IS NOT NULL) {call}"));
        var constraint = form.EndsWith($"FOR EACH ROW {call}", StringComparison.Ordinal) && events.StartsWith("AFTER", StringComparison.Ordinal) ? Maybe(20, "CONSTRAINT ") : "";
        var step = Add($"CREATE {constraint}TRIGGER {Q(name)} {events} {form};", needs);
        Describe(new Made("TRIGGER", "", name) { On = on, Step = step });
        if (table.IsTable && Chance(35)) Add($"ALTER TABLE {on} {Pick("DISABLE", "ENABLE ALWAYS", "ENABLE REPLICA")} TRIGGER {Q(name)};", step);
    }

    private void AddRule()
    {
        if (PickOrNull(_relations.Where(r => r.Kind is 'r' or 'v')) is not { } table || PickOrNull(Tables) is not { } other) return;
        var needs = new List<int> { table.Step, other.Step };
        var (name, on) = (NewName(), table.Name.Quoted);
        var action = Pick($"DO ALSO DELETE FROM {Ref(other.Name)} WHERE false", "DO ALSO NOTIFY \"public\"", "DO INSTEAD NOTHING",
            $"DO ALSO (SELECT count(*) FROM {Ref(other.Name)}; NOTIFY x)");
        var step = Add($"CREATE RULE {Q(name)} AS ON UPDATE TO {on}{(action.Contains("NOTIFY", StringComparison.Ordinal) ? "" : Maybe(30, $" WHERE {Condition(table.Columns.Where(c => c.Step < 0).ToList(), needs, "OLD.")}"))} {action};", needs);
        Describe(new Made("RULE", "", name) { On = on, Step = step });
        if (table.Kind == 'r' && Chance(30)) Add($"ALTER TABLE {on} {Pick("DISABLE", "ENABLE ALWAYS")} RULE {Q(name)};", step);
    }

    private void AddPolicy()
    {
        if (PickOrNull(Tables) is not { } table || PickOrNull(Tables) is not { } other) return;
        var needs = new List<int> { table.Step, other.Step };
        var (name, on) = (NewName(), table.Name.Quoted);
        var expression = Chance(40) ? $"EXISTS (SELECT FROM {Ref(other.Name)} AS o WHERE {Condition(other.Columns, needs, "o.")})" : Condition(table.Columns, needs);
        var step = Add($"CREATE POLICY {Q(name)} ON {on}{Maybe(30, " AS RESTRICTIVE")}{Pick("", $" FOR SELECT TO {Q(Role)}", " FOR UPDATE TO PUBLIC", $" TO {Q(Role)}, CURRENT_USER")} USING ({expression});", needs);
        Describe(new Made("POLICY", "", name) { On = on, Step = step });
        if (Chance(60)) Add($"ALTER TABLE {on} ENABLE ROW LEVEL SECURITY;{Maybe(40, $" ALTER TABLE {on} FORCE ROW LEVEL SECURITY;")}", table.Step);
    }

    private void AddStatistics()
    {
        if (PickOrNull(Tables) is not { } table || Ordered(table.Columns) is not { Count: > 1 } some) return;
        var name = NewObject("STATISTICS");
        var expression = some[0].Type.Family == Family.Text ? $"lower({some[0].Quoted})" : some[0].Quoted;
        var step = Add($"CREATE STATISTICS {name.Quoted}{Maybe(50, " (ndistinct, mcv)")} ON {List(some)}{(expression != some[0].Quoted ? Maybe(40, $", ({expression})") : "")} FROM {table.Name.Quoted};"
            + Maybe(30, $" ALTER STATISTICS {name.Quoted} SET STATISTICS 77;"), [table.Step, .. some.Select(c => c.Step)]);
        Describe(name with { Step = step });
    }

    private void AddComment()
    {
        if (Chance(15) && PickOrNull(_relations) is { } relation)
        {
            var column = Pick(relation.Columns);
            Add($"COMMENT ON COLUMN {relation.Name.Quoted}.{column.Quoted} IS 'of public.t, it''s';", relation.Step, column.Step);
            return;
        }

        var made = Pick(_described);
        var subject = made.On is null ? made.Quoted + made.Arguments : $"{Q(made.Name)} ON {made.On}";
        Add($"COMMENT ON {made.Type} {subject} IS '{Pick("public.t", "it''s", "two\nlines", _schemas[0].Replace("'", "''", StringComparison.Ordinal))}';", made.Step);
    }

    private void AddGrant()
    {
        var to = Pick("PUBLIC", Q(Role), $"{Q(Role)} WITH GRANT OPTION");
        if (Chance(10))
        {
            Add($"ALTER DEFAULT PRIVILEGES IN SCHEMA {Q(Pick(_schemas))} GRANT {Pick("SELECT ON TABLES", "USAGE ON SEQUENCES", "EXECUTE ON FUNCTIONS", "USAGE ON TYPES")} TO {to};");
            return;
        }

        var made = Pick(_described);
        var sql = made.Type switch
        {
            "TABLE" or "VIEW" or "MATERIALIZED VIEW" => Pick($"GRANT SELECT, INSERT ON {made.Quoted} TO {to}", $"GRANT ALL ON {made.Quoted} TO {to}", $"REVOKE INSERT ON {made.Quoted} FROM CURRENT_USER"),
            "FUNCTION" or "PROCEDURE" or "AGGREGATE" => Pick("GRANT {0} TO " + to, "REVOKE {0} FROM PUBLIC").Replace("{0}", $"EXECUTE ON ROUTINE {made.Quoted}{made.Arguments}", StringComparison.Ordinal),
            "SEQUENCE" => $"GRANT USAGE ON SEQUENCE {made.Quoted} TO {to}",
            "TYPE" or "DOMAIN" => Pick($"GRANT USAGE ON {made.Type} {made.Quoted} TO {to}", $"REVOKE USAGE ON {made.Type} {made.Quoted} FROM PUBLIC"),
            _ => $"GRANT USAGE ON SCHEMA {Q(Pick(_schemas))} TO {to}",
        };
        if (_relations.Find(r => r.Name == made) is { } relation && Chance(30)) sql = $"GRANT SELECT ({relation.Columns[0].Quoted}), UPDATE ({relation.Columns[0].Quoted}) ON {made.Quoted} TO {to}";
        Add(sql.Contains(" TO PUBLIC WITH", StringComparison.Ordinal) ? "" : $"{sql};", made.Step);
    }

    private void AddOwner()
    {
        // A table's and a view's rows are read as their owner, who may then not be allowed to; so only what reads nothing.
        if (PickOrNull(_described.Where(made => made.Type is "TYPE" or "DOMAIN" or "FUNCTION" or "AGGREGATE" or "COLLATION" or "STATISTICS")) is { } made)
            Add($"ALTER {made.Type} {made.Quoted}{made.Arguments} OWNER TO {Q(Role)};", made.Step);
    }

    /// <summary>Returns a statement of which the server may refuse the whole, such as a key that the rows there do not satisfy.</summary>
    private static string Try(string sql) => $"DO $try$ BEGIN {sql}; EXCEPTION WHEN others THEN NULL; END $try$;";
}
