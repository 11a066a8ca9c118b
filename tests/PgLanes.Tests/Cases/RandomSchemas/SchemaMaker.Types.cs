namespace PgLanes.Tests;

/// <content>Types, domains, ranges, collations and sequences.</content>
internal sealed partial class SchemaMaker
{
    private static readonly ColumnType[] Basic =
    [
        new("integer", Family.Integer, ["'1'", "'2'", "'-7'"]), new("bigint", Family.Integer, ["'1'", "'2'"]), new("smallint", Family.Integer, ["'1'", "'3'"]),
        new("integer", Family.Integer, ["'1'", "'2'"]), new("text", Family.Text, ["'a'", "'b'", "'it''s from public.t'"]),
        new("text", Family.Text, ["'a'", "'b'"]), new("varchar(20)", Family.Text, ["'a'", "'b'"]), new("varchar", Family.Text, ["'a'", "'open'"]),
        new("character(5)", Family.Text, ["'a'", "'b'"]), new("numeric(10, 2)", Family.Number, ["'1.5'", "'2'"]), new("numeric", Family.Number, ["'1'"]),
        new("double precision", Family.Number, ["'1.25'", "'NaN'"]), new("real", Family.Number, ["'0.1'"]), new("boolean", Family.Bool, ["'t'", "'f'"]),
        new("date", Family.Time, ["'2024-01-01'", "'infinity'"]), new("timestamptz", Family.Time, ["'2024-01-01 12:00+00'"]),
        new("timestamp(3)", Family.Time, ["'2024-01-01'"]), new("uuid", Family.Other, ["'00000000-0000-0000-0000-000000000001'"]),
        new("jsonb", Family.Json, ["'{\"a\": 1}'"]), new("json", Family.Json, ["'[1]'"]), new("bytea", Family.Other, ["'\\x00ff'"]),
        new("interval", Family.Other, ["'1 day'"]), new("interval day to second(2)", Family.Other, ["'1 day'"]), new("text[]", Family.Array, ["'{a,b}'"]),
        new("integer[]", Family.Array, ["'{1,2}'"]), new("varchar(10)[]", Family.Array, ["'{a}'"]), new("int4range", Family.Range, ["'[1,3)'"]),
        new("tstzrange", Family.Range, ["'[2024-01-01 00:00+00,2024-02-01 00:00+00)'"]), new("inet", Family.Other, ["'10.0.0.1'"]),
        new("\"char\"", Family.Other, ["'x'"]), new("name", Family.Other, ["'x'"]), new("regclass", Family.Other, ["'pg_class'"]), new("oid", Family.Other, ["'1'"]),
        new("bit varying(4)", Family.Other, ["'101'"]), new("point", Family.Other, ["'(1,2)'"]), new("tsvector", Family.Other, ["'a b'"]),
    ];

    private readonly List<ColumnType> _types = [];
    private readonly List<Made> _collations = [];
    private readonly List<Made> _sequences = [];
    private readonly List<(Made Name, IReadOnlyList<string> Columns, int Step)> _composites = [];

    /// <summary>Picks a type, own ones often.</summary>
    private ColumnType AnyType(Func<ColumnType, bool>? fits = null)
    {
        var own = _types.Where(type => fits?.Invoke(type) != false).ToList();
        return own.Count > 0 && Chance(35) ? Pick(own) : Pick(Basic.Where(type => fits?.Invoke(type) != false).ToList());
    }

    private void AddType() => Pick<Action>(AddEnum, AddEnum, AddDomain, AddDomain, AddComposite, AddRange, AddCollation)();

    private void AddEnum()
    {
        var name = NewObject("TYPE");
        var labels = Some(["'sad'", "'ok'", "'a, b'", "'it''s'", "'\"q\"'", "'public.t'", "' '"], 1, 5);
        var step = Add($"CREATE TYPE {name.Quoted} AS ENUM ({string.Join(", ", labels)});");
        Remember(name, new ColumnType(Ref(name), Family.Enum, labels, step));
    }

    private void AddDomain()
    {
        var name = NewObject("DOMAIN");
        var based = AnyType(type => type.Family is Family.Integer or Family.Text or Family.Number or Family.Enum or Family.Array);
        var value = based.Literals.Count > 0 ? based.Literals[0] : "NULL";
        var needs = new List<int> { based.Step };
        var checks = new List<string>();
        if (Chance(60)) checks.Add($"VALUE IN ({string.Join(", ", based.Literals.DefaultIfEmpty("NULL"))})");
        if (Chance(30)) checks.Add($"VALUE IS NOT NULL OR {value} IS NULL");
        if (based.Family == Family.Text && Chance(30)) checks.Add("VALUE !~ '^x' AND char_length(VALUE) < 50");
        if (Chance(25) && Call(based, "VALUE", needs) is { } call) checks.Add($"{call} IS NOT NULL OR VALUE IS NULL");
        var sql = $"CREATE DOMAIN {name.Quoted} AS {based.Sql}"
            + Maybe(based.Family == Family.Text ? 20 : 0, " COLLATE \"C\"")
            + Maybe(25, $" DEFAULT {value}")
            + string.Concat(checks.Select(check => Maybe(50, $" CONSTRAINT {Q(NewName())}") + $" CHECK ({check})"));
        // PostgreSQL has no operators for a domain over an enum: it can be stored, and not compared.
        var family = based.Family == Family.Enum ? Family.Other : based.Family;
        Remember(name, new ColumnType(Ref(name), family, based.Literals, Add($"{sql};", needs)));
    }

    private void AddComposite()
    {
        var name = NewObject("TYPE");
        var attributes = Enumerable.Range(0, _random.Next(1, 4)).Select(_ => (Name: NewName(), Type: AnyType())).ToList();
        var lines = attributes.Select(a => $"{Q(a.Name)} {a.Type.Sql}" + Maybe(a.Type is { Family: Family.Text, Step: < 0 } ? 20 : 0, " COLLATE \"C\""));
        var step = Add($"CREATE TYPE {name.Quoted} AS ({string.Join(", ", lines)});", attributes.Select(a => a.Type.Step));
        Remember(name, new ColumnType(Ref(name), Family.Other, [], step));
        _composites.Add((name with { Step = step }, [.. attributes.Select(a => a.Name)], step));
    }

    private void AddRange()
    {
        var name = NewObject("TYPE");
        var subtype = AnyType(type => type.Family is Family.Integer or Family.Text or Family.Number or Family.Enum);
        var step = Add(
            $"CREATE TYPE {name.Quoted} AS RANGE (subtype = {subtype.Sql}{Maybe(30, $", multirange_type_name = {Q(name.Schema)}.{Q(NewName())}")}"
            + $"{Maybe(subtype.Family == Family.Text ? 30 : 0, ", collation = \"C\"")});",
            subtype.Step);
        Remember(name, new ColumnType(Ref(name), Family.Range, ["'empty'"], step));
    }

    private void AddCollation()
    {
        var name = NewObject("COLLATION");
        var step = Add($"CREATE COLLATION {name.Quoted} {Pick("(locale = 'C')", "FROM \"C\"", "(lc_collate = 'POSIX', lc_ctype = 'C')")};");
        _collations.Add(Describe(name with { Step = step }));
    }

    private void AddSequence()
    {
        var name = NewObject("SEQUENCE");
        var step = Add($"CREATE SEQUENCE {name.Quoted}{Maybe(30, " AS integer")}{Maybe(30, " INCREMENT 3")}{Maybe(30, " START 7 CACHE 5")}{Maybe(20, " MAXVALUE 900 CYCLE")};");
        if (Chance(40)) Add($"SELECT nextval('{name.Quoted.Replace("'", "''", StringComparison.Ordinal)}');", step);
        if (PickOrNull(_relations.Where(r => r.Kind == 'r' && r.Name.Schema == name.Schema)) is { } table && Chance(40))
            Add($"ALTER SEQUENCE {name.Quoted} OWNED BY {table.Name.Quoted}.{table.Columns[0].Quoted};", step, table.Step, table.Columns[0].Step);
        _sequences.Add(Describe(name with { Step = step }));
    }

    private void Remember(Made name, ColumnType type)
    {
        _types.Add(type);
        // An array of it is a type of its own.
        if (Chance(30)) _types.Add(new ColumnType($"{type.Sql}[]", Family.Array, ["'{}'"], type.Step));
        Describe(name with { Step = type.Step });
    }
}
