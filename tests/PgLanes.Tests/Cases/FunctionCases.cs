namespace PgLanes.Tests;

public sealed class FunctionCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Overloads_arguments_and_results_of_the_templates_own_types_are_kept(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TYPE mood AS ENUM ('sad', 'so, so');
            CREATE TABLE items (id integer PRIMARY KEY, felt mood, price numeric(10, 2));
            CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1';
            CREATE FUNCTION f(integer, m mood DEFAULT 'so, so') RETURNS mood LANGUAGE sql AS 'SELECT m';
            CREATE FUNCTION f(VARIADIC texts text[]) RETURNS text LANGUAGE sql AS 'SELECT texts[1]';
            CREATE FUNCTION priced(items.price%TYPE) RETURNS SETOF items LANGUAGE sql ROWS 7 COST 3 AS 'SELECT * FROM items WHERE price = $1';
            CREATE FUNCTION split(IN whole text, OUT head text, INOUT rest text) LANGUAGE sql AS 'SELECT whole, rest';
            CREATE FUNCTION listed(a integer[]) RETURNS TABLE (n integer, m mood) LANGUAGE sql AS 'SELECT id, felt FROM items WHERE id = ANY (a)';
            CREATE FUNCTION polymorphic(anyelement) RETURNS anyarray LANGUAGE sql AS 'SELECT ARRAY[$1]';
            CREATE FUNCTION "Odd "" name"("Arg 1" integer) RETURNS integer LANGUAGE sql AS 'SELECT "Arg 1"';
            CREATE FUNCTION made(items) RETURNS text LANGUAGE sql STABLE AS 'SELECT $1.felt::text';
            CREATE PROCEDURE fill(n integer, INOUT done boolean DEFAULT false) LANGUAGE plpgsql
                AS $$ BEGIN INSERT INTO items VALUES (n, 'sad', 1); done := true; END $$;
            """);
        await made.Database.ExecuteAsync("SET LOCAL search_path = test_worker_1; CALL fill(5)");
        (await made.BothAsync<long>("SELECT count(*) FROM {0}.items")).ShouldBe((0, 1));
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Every_attribute_of_a_function_is_kept(int version)
    {
        await using var made = await CloneCase.ProveAsSuperuserAsync(servers, version, "only superuser can define a leakproof function", """
            CREATE FUNCTION picky(integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE STRICT LEAKPROOF SECURITY DEFINER PARALLEL SAFE COST 42
                SET search_path TO public, pg_temp SET work_mem = '8MB' SET datestyle TO 'ISO, DMY' AS $$ BEGIN RETURN $1; END $$;
            CREATE FUNCTION place() RETURNS bigint LANGUAGE internal WINDOW AS 'window_row_number';
            CREATE FUNCTION starts(text, text) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT SUPPORT textlike_support AS 'textlike';
            CREATE FUNCTION quoted() RETURNS text LANGUAGE sql RETURN 'it''s $function$ ' || E'back\\slash';
            CREATE FUNCTION dollars() RETURNS text LANGUAGE plpgsql AS $outer$ BEGIN RETURN $function$a$function$; END $outer$;
            """);
        (await made.Database.ScalarAsync<string[]>(
            "SELECT proconfig FROM pg_proc WHERE proname = 'picky' AND pronamespace = 'test_worker_1'::regnamespace"))
            .ShouldBe(["search_path=test_worker_1, pg_temp", "work_mem=8MB", "DateStyle=ISO, DMY"]);
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_function_reads_and_writes_the_lane_even_where_it_names_the_template(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE items (id integer PRIMARY KEY);
            CREATE FUNCTION add_item(n integer) RETURNS bigint LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO public.items VALUES (n);
                EXECUTE 'INSERT INTO public.items VALUES (' || n + 1 || ')';
                RETURN (SELECT count(*) FROM public.items);
            END $$;
            CREATE FUNCTION counted() RETURNS bigint LANGUAGE sql SET search_path = '' AS 'SELECT count(*) FROM "public" . items';
            """);
        (await made.Database.ScalarAsync<long>("SELECT test_worker_1.add_item(1)")).ShouldBe(2);
        (await made.BothAsync<long>("SELECT {0}.counted()")).ShouldBe((0, 2));
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Standard_bodies_come_after_what_they_read(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE items (id integer PRIMARY KEY, kind varchar(10), note text);
            CREATE FUNCTION kinds() RETURNS SETOF items LANGUAGE sql
                BEGIN ATOMIC SELECT * FROM items WHERE kind IN ('a', 'b'); SELECT i.* FROM items i GROUP BY i.id; END;
            CREATE FUNCTION a_first(n integer DEFAULT 1) RETURNS bigint LANGUAGE sql RETURN (SELECT count(*) FROM kinds()) + n;
            CREATE FUNCTION a_zeroth() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT a_first(2); END;
            CREATE PROCEDURE a_put(k varchar) LANGUAGE sql BEGIN ATOMIC INSERT INTO items VALUES (1, k, 'n'); END;
            INSERT INTO items VALUES (7, 'a');
            """);
        (await made.Database.ScalarAsync<long>("SELECT test_worker_1.a_zeroth()")).ShouldBe(3);
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Tables_use_functions_that_use_tables(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE SEQUENCE codes;
            CREATE FUNCTION next_code() RETURNS text LANGUAGE sql AS $$ SELECT 'c' || nextval('codes') $$;
            CREATE FUNCTION squared(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 * $1';
            CREATE TABLE a (id integer, code text DEFAULT next_code(), area integer GENERATED ALWAYS AS (squared(id)) STORED,
                CONSTRAINT small CHECK (squared(id) < 100));
            CREATE FUNCTION described(a) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT $1.code || $1.id $$;
            CREATE INDEX ON a (described(a)) WHERE squared(id) > 4;
            ALTER TABLE a ADD CONSTRAINT told CHECK (described(a) <> ''), ADD COLUMN note text DEFAULT next_code();
            CREATE FUNCTION noted() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM a; END;
            CREATE TABLE b (n bigint DEFAULT noted());
            INSERT INTO a (id) VALUES (3);
            """);
        (await made.Database.ScalarAsync<string>("SELECT a::text FROM test_worker_1.a")).ShouldBe("(3,c1,9,c2)");
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_schema_with_a_one_letter_name_leaves_other_names_alone(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE SCHEMA c;
            CREATE TABLE c.t (id integer, public text);
            CREATE FUNCTION c.f() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM c.t WHERE public = 'public.c.t' $$;
            CREATE FUNCTION c.g() RETURNS text LANGUAGE plpgsql AS $$ DECLARE c c.t; BEGIN c.public := 'abc.t'; RETURN c.public; END $$;
            CREATE FUNCTION c.abc() RETURNS name LANGUAGE sql AS $$ SELECT c.relname FROM pg_catalog.pg_class c WHERE c.relname = 't' LIMIT 1 $$;
            INSERT INTO c.t VALUES (1, 'public.c.t');
            """, "c");
        (await made.BothAsync<long>("SELECT {0}.f()")).ShouldBe((1, 1));
        (await made.BothAsync<string>("SELECT {0}.g()")).ShouldBe(("abc.t", "abc.t"));
        (await made.BothAsync<string>("SELECT prosrc FROM pg_proc WHERE pronamespace = '{0}'::regnamespace AND proname = 'f'"))
            .ShouldBe((" SELECT count(*) FROM c.t WHERE public = 'public.c.t' ", " SELECT count(*) FROM test_worker_1.t WHERE public = 'public.c.t' "));
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_function_that_shares_its_name_with_an_extensions_leaves_the_templates_alone(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE EXTENSION pg_trgm;
            CREATE FUNCTION similarity(integer, integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 - $2';
            CREATE TABLE words (word text, near real GENERATED ALWAYS AS (similarity(word, 'abc')) STORED);
            CREATE INDEX ON words USING gist (word gist_trgm_ops);
            """);
        (await made.BothAsync<int>("SELECT {0}.similarity(5, 3)")).ShouldBe((2, 2));
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_function_in_C_keeps_its_library_and_symbol(int version)
    {
        await using var made = await CloneCase.ProveAsSuperuserAsync(servers, version, "permission denied for language c", """
            CREATE FUNCTION checks(oid) RETURNS void LANGUAGE c STRICT COST 7 AS '$libdir/plpgsql', 'plpgsql_validator';
            CREATE FUNCTION plpgsql_validator(oid) RETURNS void LANGUAGE c STRICT AS '$libdir/plpgsql';
            """);
        (await made.BothAsync<string>("SELECT string_agg(probin || ':' || prosrc, ' ' ORDER BY proname) FROM pg_proc WHERE pronamespace = '{0}'::regnamespace"))
            .Lane.ShouldBe("$libdir/plpgsql:plpgsql_validator $libdir/plpgsql:plpgsql_validator");
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task An_event_trigger_watches_a_lane_being_made_and_does_not_change_it(int version)
    {
        await using var made = await CloneCase.ProveAsSuperuserAsync(servers, version, "permission denied to create event trigger", """
            CREATE SCHEMA watch;
            CREATE TABLE watch.seen (name text);
            CREATE FUNCTION note_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$
                BEGIN INSERT INTO watch.seen SELECT object_identity FROM pg_event_trigger_ddl_commands(); END $$;
            CREATE EVENT TRIGGER notes_ddl ON ddl_command_end EXECUTE FUNCTION note_ddl();
            CREATE TABLE t (id integer PRIMARY KEY);
            """);
        (await made.Database.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM watch.seen WHERE name = 'test_worker_1.t')")).ShouldBeTrue();
        (await made.Database.ScalarAsync<string>("SELECT evtfoid::regprocedure::text FROM pg_event_trigger")).ShouldBe("note_ddl()");
    }
}
