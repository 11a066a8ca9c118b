namespace PgLanes.Tests;

/// <content>Tables and what belongs to them: columns, constraints, partitions, heirs, rows.</content>
internal sealed partial class SchemaMaker
{
    private readonly List<Relation> _relations = [];

    private IEnumerable<Relation> Tables => _relations.Where(relation => relation.IsTable);

    private void AddTable()
    {
        var name = NewObject("TABLE");
        var needs = new List<int>();
        var isDeferred = Chance(10);
        var (key, columns, lines) = (Chance(75) ? NewColumn("id") : null, new List<Column>(), new List<string>());
        if (key is not null)
        {
            var identity = $"integer GENERATED {Pick("ALWAYS", "BY DEFAULT")} AS IDENTITY{Maybe(30, " (START WITH 10 INCREMENT BY 5)")}";
            lines.Add($"{key.Quoted} {Pick("integer", "serial", identity)}{Maybe(30, $" CONSTRAINT {Q(NewName())}")} PRIMARY KEY{(isDeferred ? " DEFERRABLE" : "")}");
            columns.Add(key with { IsWritable = false });
        }

        if (_composites.Count > 0 && Chance(8))
        {
            var (type, attributes, step) = Pick(_composites);
            Keep(name, 'r', [.. attributes.Select(a => new Column(a, new ColumnType("typed", Family.Other, []), -1))], null,
                $"CREATE TABLE {name.Quoted} OF {type.Quoted}{Maybe(50, $" ({Q(attributes[0])} NOT NULL)")};", [step]);
            return;
        }

        for (var left = _random.Next(1, 6); left > 0; left--) lines.Add(ColumnLine(columns, needs));
        if (Chance(25)) lines.Add($"CONSTRAINT {Q(NewName())} CHECK ({Condition(columns, needs)})");
        if (Chance(20) && Ordered(columns) is { Count: > 0 } some)
            lines.Add($"UNIQUE{Maybe(20, " NULLS NOT DISTINCT")} ({List(some)})");
        // A key of an unlogged table is of no use to the others.
        var unlogged = key is null ? Maybe(20, "UNLOGGED ") : "";
        Keep(name, 'r', columns, isDeferred ? null : key, $"CREATE {unlogged}TABLE {name.Quoted} ({string.Join(", ", lines)}){Maybe(15, " WITH (fillfactor = 70, autovacuum_enabled = off)")};", needs);
    }

    /// <summary>Adds a column to <paramref name="columns"/> and returns its line of CREATE TABLE.</summary>
    private string ColumnLine(List<Column> columns, List<int> needs)
    {
        var type = AnyType();
        var column = new Column(NewName(), type, -1);
        needs.Add(type.Step);
        var line = $"{column.Quoted} {type.Sql}";
        if (type is { Family: Family.Text, Step: < 0 } && Chance(15)) line += _collations.Count > 0 ? $" COLLATE {Own(_collations, needs)}" : " COLLATE \"POSIX\"";
        if (type.Family == Family.Integer && columns.Find(c => c.Type.Family == Family.Integer && c.IsWritable) is { } other && Chance(20))
        {
            line += $" GENERATED ALWAYS AS ({Call(other.Type, other.Quoted, needs) ?? $"{other.Quoted} * 2"}) STORED";
            column = column with { IsWritable = false };
        }
        else if (Chance(35))
        {
            line += $" DEFAULT {DefaultOf(type, needs)}";
        }

        if (column.IsWritable && type.Literals.Count > 1 && Chance(20))
            line += $"{Maybe(40, $" CONSTRAINT {Q(NewName())}")} CHECK ({column.Quoted} IN ({string.Join(", ", type.Literals)}))";
        if (Chance(15) && column.IsWritable && type.Literals.Count > 0) line += " NOT NULL";
        columns.Add(column);
        return line;
    }

    private string DefaultOf(ColumnType type, List<int> needs)
    {
        if (type is { Family: Family.Integer, Step: < 0 } && _sequences.Count > 0 && Chance(40))
            return $"nextval('{Own(_sequences, needs).Replace("'", "''", StringComparison.Ordinal)}')";
        var value = type.Literals.Count > 0 ? Pick(type.Literals) : "NULL";
        if (type.Family == Family.Time && Chance(50)) return "now()";
        return Chance(40) && type.Literals.Count > 0 && Call(type, $"{value}::{type.Sql}", needs) is { } call ? call : value;
    }

    private void AddPartitionedTable()
    {
        var name = NewObject("TABLE");
        var needs = new List<int>();
        var columns = new List<Column> { NewColumn("id"), NewColumn(NewName()) };
        var lines = new List<string> { "id integer NOT NULL", $"{columns[1].Quoted} integer" };
        for (var left = _random.Next(0, 3); left > 0; left--) lines.Add(ColumnLine(columns, needs));
        var isKeyed = Chance(50);
        if (isKeyed) lines.Add("PRIMARY KEY (id)");
        var kind = Pick("RANGE", "LIST", "HASH");
        var table = Keep(name, 'p', columns, isKeyed ? columns[0] : null, $"CREATE TABLE {name.Quoted} ({string.Join(", ", lines)}) PARTITION BY {kind} (id);", needs, "id");
        var bounds = kind switch
        {
            "RANGE" => new[] { "FOR VALUES FROM (MINVALUE) TO (10)", "FOR VALUES FROM (10) TO (20)", "DEFAULT" },
            "LIST" => ["FOR VALUES IN (1, 2)", "FOR VALUES IN (3, NULL)", "DEFAULT"],
            _ => ["FOR VALUES WITH (MODULUS 2, REMAINDER 0)", "FOR VALUES WITH (MODULUS 2, REMAINDER 1)"],
        };
        foreach (var bound in Some(bounds, 1, bounds.Length))
        {
            var part = NewObject("TABLE");
            if (!isKeyed && Chance(35))
            {
                var nested = Keep(part, 'p', columns, null, $"CREATE TABLE {part.Quoted} PARTITION OF {name.Quoted} {bound} PARTITION BY LIST ({columns[1].Quoted});", [table.Step], "id");
                var leaf = NewObject("TABLE");
                Keep(leaf, 'r', columns, null, $"CREATE TABLE {leaf.Quoted} PARTITION OF {part.Quoted} FOR VALUES IN (1, 2);", [nested.Step]);
            }
            else if (Chance(25))
            {
                var made = Add($"CREATE TABLE {part.Quoted} (LIKE {name.Quoted} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED{Maybe(50, " INCLUDING INDEXES")});", table.Step);
                Keep(part, 'r', columns, null, $"ALTER TABLE {name.Quoted} ATTACH PARTITION {part.Quoted} {bound};", [table.Step, made]);
            }
            else
            {
                var own = Maybe(30, $" ({columns[1].Quoted} DEFAULT 5{Maybe(50, " NOT NULL")})");
                Keep(part, 'r', columns, null, $"CREATE TABLE {part.Quoted} PARTITION OF {name.Quoted}{own} {bound};", [table.Step]);
            }
        }
    }

    private void AddChildTable()
    {
        if (PickOrNull(_relations.Where(r => r.Kind == 'r' && r.Key is not null)) is not { } parent) return;
        parent.HasHeirs = true;
        var name = NewObject("TABLE");
        var needs = new List<int> { parent.Step };
        var columns = new List<Column>();
        var line = Chance(70) ? ColumnLine(columns, needs) : "";
        var own = columns.ToList();
        columns.InsertRange(0, parent.Columns.Where(column => column.Step < 0));
        if (Chance(30)) line += $"{(line.Length > 0 ? ", " : "")}CHECK ({Condition(columns, needs)})";
        Keep(name, 'r', columns, null, $"CREATE TABLE {name.Quoted} ({line}) INHERITS ({parent.Name.Quoted});", needs);
    }

    private void ChangeTable()
    {
        if (PickOrNull(Tables.Where(t => t.Kind == 'r' && t.PartitionColumn is null && t.Key is not null)) is not { } table) return;
        var name = table.Name.Quoted;
        if (Chance(35) && !table.HasHeirs)
        {
            var (columns, needs) = (new List<Column>(), new List<int> { table.Step });
            var step = Add($"ALTER TABLE {name} ADD COLUMN {ColumnLine(columns, needs).Replace(" NOT NULL", "", StringComparison.Ordinal)};", needs);
            table.Columns.Add(columns[0] with { Step = step });
            return;
        }

        var column = Pick(table.Columns);
        var alter = $"ALTER TABLE {name} ALTER COLUMN {column.Quoted} ";
        Add(Pick(
            table.HasHeirs ? $"ALTER TABLE {name} SET (fillfactor = 90);" : $"ALTER TABLE {name} ADD COLUMN \"gone {_steps.Count}\" text; ALTER TABLE {name} DROP COLUMN \"gone {_steps.Count}\"; ALTER TABLE {name} ADD \"after {_steps.Count}\" date;",
            $"{alter}SET STATISTICS 300;", $"{alter}SET (n_distinct = 5);", $"ALTER TABLE {name} REPLICA IDENTITY {Pick("FULL", "NOTHING")};",
            $"ALTER TABLE {name} SET (toast.autovacuum_enabled = off);",
            column.Type is { Family: Family.Text, Step: < 0 } ? $"{alter}SET STORAGE EXTERNAL;" : $"{alter}SET STATISTICS 10;"), table.Step, column.Step);
    }

    private void AddRows()
    {
        if (PickOrNull(Tables) is not { } table) return;
        var columns = Some(table.Columns.Where(c => c.IsWritable && c.Type.Literals.Count > 0), 0, 9);
        if (columns.Count == 0) return;
        var rows = Enumerable.Range(0, _random.Next(1, 4)).Select(_ => $"({string.Join(", ", columns.Select(c => Pick(c.Type.Literals)))})");
        // What a random constraint refuses is simply not there.
        Add($"DO $rows$ BEGIN INSERT INTO {table.Name.Quoted} ({List(columns)}) VALUES {string.Join(", ", rows)}; SET CONSTRAINTS ALL IMMEDIATE; EXCEPTION WHEN others THEN NULL; END $rows$;",
            [table.Step, .. columns.Select(c => c.Step)]);
    }

    private Relation Keep(Made name, char kind, List<Column> columns, Column? key, string sql, IEnumerable<int> needs, string? partitionColumn = null)
    {
        var relation = new Relation(name with { Step = Add(sql, needs) }, kind, [.. columns]) { Key = key, PartitionColumn = partitionColumn };
        _relations.Add(relation);
        Describe(relation.Name);
        return relation;
    }

    private static Column NewColumn(string name) => new(name, Basic[0], -1);

    private string Own(List<Made> choices, List<int> needs)
    {
        var made = Pick(choices);
        needs.Add(made.Step);
        return Ref(made);
    }

    private static string List(IEnumerable<Column> columns) => string.Join(", ", columns.Select(column => column.Quoted));

    private List<Column> Ordered(IEnumerable<Column> columns) =>
        Some(columns.Where(c => c.Type.Family is Family.Integer or Family.Text or Family.Number or Family.Time or Family.Enum), 0, 3);
}
