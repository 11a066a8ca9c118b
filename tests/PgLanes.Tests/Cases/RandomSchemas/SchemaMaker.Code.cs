namespace PgLanes.Tests;

/// <content>Functions, procedures, aggregates, operators, casts.</content>
internal sealed partial class SchemaMaker
{
    private static readonly string[] FunctionOptions =
        [" STRICT", " COST 5", " PARALLEL SAFE", " SECURITY DEFINER", " SET work_mem = '1MB'", " LEAKPROOF", " SET datestyle = 'ISO, DMY'"];

    private readonly List<(Made Name, Family Family)> _expressionFunctions = [];
    private readonly List<(Made Name, bool IsSet)> _tableFunctions = [];
    private readonly List<Made> _triggerFunctions = [];
    private readonly HashSet<string> _casts = [];

    /// <summary>Returns a call of an own immutable function on an expression of <paramref name="type"/>; null where there is none.</summary>
    private string? Call(ColumnType type, string expression, List<int> needs)
    {
        var fitting = _expressionFunctions.Where(f => f.Family == type.Family).ToList();
        return fitting.Count == 0 || !Chance(70) ? null : $"{Own([.. fitting.Select(f => f.Name)], needs)}({expression})";
    }

    private void AddExpressionFunction()
    {
        var name = NewObject("FUNCTION");
        var (family, type, plain) = Pick((Family.Integer, "bigint", "+ 1"), (Family.Text, "text", "|| 'public.t'"));
        var needs = new List<int>();
        var path = Maybe(15, $" SET search_path = {string.Join(", ", _schemas.Select(Q))}{Maybe(50, ", pg_temp")}");
        var others = _expressionFunctions.Where(f => f.Family == family).ToList();
        var value = "x";
        if (others.Count > 0 && Chance(50))
        {
            var other = Pick(others).Name;
            needs.Add(other.Step);
            value = $"{Ref(other, qualified: path.Length == 0)}(x)";
        }

        var body = Pick(
            $"LANGUAGE sql{path} AS $$ SELECT {value} {plain} $$", $"LANGUAGE sql{path} AS $f$\n/* {_schemas[0]}.t */ SELECT ({value}) -- public.t\n$f$",
            $"LANGUAGE plpgsql{path} AS $$ BEGIN RETURN {value} {plain}; END $$",
            $"LANGUAGE plpgsql{path} AS $$ DECLARE y {type} := {value}; BEGIN IF y IS NULL THEN RETURN NULL; END IF; RETURN y; END $$",
            $"LANGUAGE sql RETURN {value} {plain}", $"LANGUAGE sql BEGIN ATOMIC SELECT {value} {plain} AS {Q(NewName())}; END");
        var options = body.Contains("ATOMIC", StringComparison.Ordinal) || body.Contains(" RETURN x", StringComparison.Ordinal) ? "" : string.Concat(Some(FunctionOptions, 0, 1));
        var step = Add($"CREATE FUNCTION {name.Quoted}(x {type}) RETURNS {type} IMMUTABLE{options} {body};", needs);
        _expressionFunctions.Add((Describe(name with { Step = step, Arguments = $"({type})" }), family));
        // An overload that nobody calls.
        if (Chance(20)) Add($"CREATE FUNCTION {name.Quoted}(x date, y {type} DEFAULT NULL) RETURNS {type} LANGUAGE sql AS 'SELECT NULL::{type}';", needs);
    }

    private void AddTableFunction()
    {
        if (PickOrNull(_relations.Where(r => r.Kind is 'r' or 'v')) is not { } table) return;
        var name = NewObject("FUNCTION");
        var column = Pick(table.Columns);
        var needs = new List<int> { table.Step, column.Step };
        // What others call must work under any search path, as PostgreSQL gives it to what it runs itself.
        var path = Maybe(25, $" SET search_path TO {string.Join(", ", _schemas.Select(Q))}");
        var isSafe = path.Length > 0 || Chance(60);
        var t = Ref(table.Name, qualified: isSafe && path.Length == 0);
        var argument = AnyType();
        needs.Add(argument.Step);
        var value = argument.Literals.Count > 0 ? $" DEFAULT {argument.Literals[0]}" : " DEFAULT NULL";
        var options = string.Concat(Some(FunctionOptions, 0, 1));
        var (sql, arguments, isSet) = Pick(
            ($"() RETURNS SETOF {Ref(table.Name)} LANGUAGE sql STABLE{options}{path} AS $$ SELECT * FROM {t} $$", "()", true),
            ($"() RETURNS bigint LANGUAGE sql STABLE{options}{path} AS $$ SELECT count(*) FROM {t} AS c $$", "()", false),
            ($"(a {argument.Sql}{value}) RETURNS bigint LANGUAGE plpgsql STABLE{options}{path} AS $$ DECLARE r {t}%ROWTYPE; x {t}.{column.Quoted}%TYPE; "
                + $"BEGIN SELECT * INTO r FROM {t} LIMIT 1; RETURN 1; END $$", $"({argument.Sql})", false),
            ($"(OUT n bigint, a {argument.Sql}{value}) LANGUAGE sql STABLE BEGIN ATOMIC SELECT count({column.Quoted}) FROM {Ref(table.Name)}; END", $"({argument.Sql})", false),
            ($"(VARIADIC \"p 1\" integer[] DEFAULT '{{1}}') RETURNS TABLE (\"p 2\" bigint, {Q(NewName())} {argument.Sql}) LANGUAGE plpgsql{path} AS $$ BEGIN "
                + $"RETURN QUERY EXECUTE 'SELECT count(*), NULL::{argument.Sql.Replace("'", "''", StringComparison.Ordinal)} FROM {t.Replace("'", "''", StringComparison.Ordinal)}'; END $$", "(integer[])", true));
        var made = name with { Step = Add($"CREATE FUNCTION {name.Quoted}{sql};", needs), Arguments = arguments };
        Describe(made);
        if (isSafe && arguments == "()") _tableFunctions.Add((made, isSet));
    }

    private void AddProcedure()
    {
        if (PickOrNull(Tables) is not { } table) return;
        var name = NewObject("PROCEDURE");
        var body = Pick(
            $"LANGUAGE plpgsql AS $$ BEGIN DELETE FROM {Ref(table.Name)} WHERE false; PERFORM set_config('search_path', '{_schemas[0].Replace("'", "''", StringComparison.Ordinal)}', true); END $$",
            $"LANGUAGE sql BEGIN ATOMIC DELETE FROM {Ref(table.Name)} AS c WHERE \"p 1\" = 5; INSERT INTO {Ref(table.Name)} DEFAULT VALUES; SELECT 'x'; END");
        var step = Add($"CREATE PROCEDURE {name.Quoted}(\"p 1\" integer, INOUT \"p 2\" text DEFAULT 'public.x') {body};", table.Step);
        Describe(name with { Step = step, Arguments = "(integer, text)" });
    }

    private Made TriggerFunction(Relation table)
    {
        if (_triggerFunctions.Count > 0 && Chance(50)) return Pick(_triggerFunctions);
        var name = NewObject("FUNCTION");
        var needs = new List<int>();
        var read = "";
        if (Chance(60))
        {
            needs.Add(table.Step);
            read = $"PERFORM count(*) FROM {Ref(table.Name)}; ";
        }

        var step = Add($"CREATE FUNCTION {name.Quoted}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {read}IF TG_TABLE_SCHEMA = 'public' THEN NULL; END IF; RETURN NEW; END $$;", needs);
        _triggerFunctions.Add(Describe(name with { Step = step, Arguments = "()" }));
        return _triggerFunctions[^1];
    }

    private void AddAggregate()
    {
        var name = NewObject("AGGREGATE");
        var needs = new List<int>();
        var final = _expressionFunctions.Where(f => f.Family == Family.Integer).Select(f => f.Name).ToList();
        var sql = $"SFUNC = int8pl, STYPE = bigint{Maybe(50, ", INITCOND = '0'")}{(final.Count > 0 && Chance(70) ? $", FINALFUNC = {Own(final, needs)}{Maybe(50, ", FINALFUNC_MODIFY = SHAREABLE")}" : "")}{Maybe(40, ", COMBINEFUNC = int8pl, PARALLEL = SAFE")}"
            + Maybe(30, ", MSFUNC = int8pl, MINVFUNC = int8mi, MSTYPE = bigint, MINITCOND = '0'");
        var step = Add($"CREATE AGGREGATE {name.Quoted}({Maybe(40, "x ")}bigint) ({sql});", needs);
        Describe(name with { Step = step, Arguments = "(bigint)" });
    }

    private void AddOperator()
    {
        var name = NewObject("FUNCTION");
        var type = AnyType(t => t.Family is not (Family.Array or Family.Json));
        var function = Add($"CREATE FUNCTION {name.Quoted}(a {type.Sql}, b {type.Sql}) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 IS NOT NULL AND $2 IS NOT NULL';", type.Step);
        var symbol = Pick("===", "<~>", "@@@", "|=|", "~~!", "#") + new string('%', _steps.Count % 7) + "=";
        if (!_names.Add(symbol)) return;
        var operation = $"{Q(Pick(_schemas))}.{symbol}";
        var step = Add($"CREATE OPERATOR {operation} (FUNCTION = {name.Quoted}, LEFTARG = {type.Sql}, RIGHTARG = {type.Sql}{Maybe(40, $", COMMUTATOR = OPERATOR({operation})")}{Maybe(30, ", RESTRICT = eqsel, JOIN = eqjoinsel")});", function, type.Step);
        if (type.Literals.Count == 0 || !Chance(50)) return;
        var view = NewObject("VIEW");
        var value = $"{type.Literals[0]}::{type.Sql}";
        Keep(view, 'v', [new Column("same", new ColumnType("boolean", Family.Bool, []), -1)], null,
            $"CREATE VIEW {view.Quoted} AS SELECT {value} OPERATOR({operation}) {value} AS same;", [step, type.Step]);
    }

    private void AddCast()
    {
        if (PickOrNull(_types.Where(t => t.Family == Family.Enum || t is { Family: Family.Other, Step: >= 0 })) is not { } type || !_casts.Add($"{type.Step} {type.Sql.EndsWith(']')}")) return;
        // A domain's casts are never used, and the server only warns of them.
        var name = NewObject("FUNCTION");
        var function = Add($"CREATE FUNCTION {name.Quoted}({type.Sql}) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';", type.Step);
        Add($"CREATE CAST ({type.Sql} AS integer) WITH FUNCTION {name.Quoted}({type.Sql}){Maybe(50, " AS ASSIGNMENT")};", function, type.Step);
    }

    private void AddTextSearch()
    {
        var (dictionary, name) = (NewObject("TEXT SEARCH DICTIONARY"), NewObject("TEXT SEARCH CONFIGURATION"));
        var made = Add($"CREATE TEXT SEARCH DICTIONARY {dictionary.Quoted} (TEMPLATE = simple, ACCEPT = false);");
        var step = Add(
            $"CREATE TEXT SEARCH CONFIGURATION {name.Quoted} ({Pick("COPY = pg_catalog.english", "PARSER = \"default\"")}); "
            + $"ALTER TEXT SEARCH CONFIGURATION {name.Quoted} {Pick("DROP MAPPING IF EXISTS FOR word", "ADD MAPPING FOR entity WITH simple")}; "
            + $"ALTER TEXT SEARCH CONFIGURATION {name.Quoted} ADD MAPPING FOR tag WITH {dictionary.Quoted}, simple;",
            made);
        Describe(dictionary with { Step = made });
        Describe(name with { Step = step });
    }
}
