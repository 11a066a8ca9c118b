using PgLanes.Sql;

namespace PgLanes.Tests;

/// <summary>Names that are hard to tell apart, or to write.</summary>
public sealed class NameCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_schema_called_c_is_told_from_columns_aliases_and_tables_of_that_name(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE SCHEMA c;
            CREATE TABLE c.t (c integer, id serial, public text);
            CREATE TABLE c.c (c integer PRIMARY KEY, id integer);
            CREATE TYPE c.ct AS (c integer);
            CREATE VIEW c.v AS SELECT c.c, c.id, (SELECT max(t.c) FROM c.t) AS m FROM c.c;
            CREATE VIEW c.w AS SELECT c.c AS c FROM c.t AS c WHERE c.c > 1;
            CREATE FUNCTION c.f(c integer)
                RETURNS integer LANGUAGE plpgsql AS 'DECLARE r c.c%ROWTYPE; BEGIN SELECT c.* INTO r FROM c.c WHERE c.c = 1; RETURN r.c + f.c; END';
            CREATE TRIGGER c BEFORE UPDATE ON c.c FOR EACH ROW WHEN (OLD.c <> NEW.c)
                EXECUTE FUNCTION suppress_redundant_updates_trigger();
            CREATE INDEX c_i ON c.c ((c + 1)) WHERE c > 0;
            CREATE RULE c AS ON DELETE TO c.c WHERE old.c = 5 DO ALSO DELETE FROM c.t AS c WHERE c.c = old.c;
            CREATE POLICY c ON c.c USING (c IN (SELECT c.c FROM c.t AS c));
            INSERT INTO c.c VALUES (1, 2);
            INSERT INTO c.t VALUES (3, 4, 'c.t');
            COMMENT ON TABLE c.t IS 'c.t and public.t';
            """, "c");
        await made.ShouldKeepRowsAsync();
        (await made.Database.ScalarAsync<string>("SELECT public FROM test_worker_1.t")).ShouldBe("c.t");
    }

    [Theory]
    [InlineData("Public")]
    [InlineData("user")]
    [InlineData("my schema")]
    [InlineData("we\"ird")]
    [InlineData("a.b")]
    [InlineData("ünï☃")]
    [InlineData("select")]
    [InlineData("pgboss")]
    [InlineData("$dollar$")]
    [InlineData("back\\slash")]
    [InlineData("x23456789012345678901234567890123456789012345678901234567890123")]
    public async Task A_schemas_name_may_be_anything_and_return_as_a_column_alias_constraint_rule_or_policy(string name)
    {
        var (quoted, literal) = (Identifier.Quote(name), name.Replace("'", "''", StringComparison.Ordinal));
        foreach (var version in Servers.Versions)
        {
            await using var made = await CloneCase.ProveAsync(servers, version, $$""""
                CREATE SCHEMA {{quoted}};
                CREATE TYPE {{quoted}}."user kind" AS ENUM ('a', '{{literal}}');
                CREATE FUNCTION {{quoted}}."lower"(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT pg_catalog.upper($1)';
                CREATE DOMAIN {{quoted}}."My Domain" AS text CHECK ({{quoted}}.lower(VALUE) <> '{{literal}}.x');
                CREATE TABLE {{quoted}}."user" ("Id" serial PRIMARY KEY, {{quoted}} {{quoted}}."user kind" DEFAULT 'a',
                    "select it" text DEFAULT '{{literal}}.t', "we""ird col" {{quoted}}."My Domain",
                    CONSTRAINT {{quoted}} CHECK ("Id" > 0));
                CREATE TABLE {{quoted}}."order" (id integer GENERATED ALWAYS AS IDENTITY,
                    "user" integer REFERENCES {{quoted}}."user", "dotted.name" text,
                    l text GENERATED ALWAYS AS ({{quoted}}.lower("dotted.name")) STORED);
                CREATE INDEX "Odd Index.name" ON {{quoted}}."order" ({{quoted}}.lower("dotted.name"));
                CREATE VIEW {{quoted}}."View ""x""" AS SELECT {{quoted}}.*, {{quoted}}.lower('A')
                    AS l FROM {{quoted}}."user" AS {{quoted}};
                CREATE FUNCTION {{quoted}}."Fn (x)"({{quoted}} {{quoted}}."user kind")
                    RETURNS SETOF {{quoted}}."order" LANGUAGE plpgsql SET search_path = {{quoted}},
                    pg_temp AS 'BEGIN RETURN QUERY SELECT * FROM {{quoted}}."order"; END';
                CREATE TRIGGER "Trg" BEFORE INSERT ON {{quoted}}."order" FOR EACH ROW WHEN (NEW.id > 5)
                    EXECUTE FUNCTION suppress_redundant_updates_trigger();
                CREATE MATERIALIZED VIEW {{quoted}}."Mat" AS SELECT * FROM {{quoted}}."View ""x""";
                CREATE RULE {{quoted}} AS ON UPDATE TO {{quoted}}."View ""x""" DO INSTEAD NOTHING;
                CREATE OPERATOR {{quoted}}.@+@ (LEFTARG = text, RIGHTARG = text, FUNCTION = textcat);
                CREATE VIEW {{quoted}}.ops AS SELECT 'a' OPERATOR({{quoted}}.@+@) 'b' AS ab;
                CREATE STATISTICS {{quoted}}."Stats" ON "Id", "select it" FROM {{quoted}}."user";
                CREATE COLLATION {{quoted}}."Coll" FROM "C";
                CREATE TABLE {{quoted}}.coll (a text COLLATE {{quoted}}."Coll");
                ALTER TABLE {{quoted}}."user" ENABLE ROW LEVEL SECURITY;
                CREATE POLICY {{quoted}} ON {{quoted}}."user" USING (EXISTS (SELECT FROM {{quoted}}."order" AS {{quoted}} WHERE {{quoted}}."user" = "Id"));
                COMMENT ON TABLE {{quoted}}."user" IS '{{literal}}.user';
                INSERT INTO {{quoted}}."user" ("select it") VALUES ('{{literal}}.user');
                INSERT INTO {{quoted}}."order" ("user", "dotted.name") VALUES (1, '{{literal}}.order');
                """", name);
            await made.ShouldKeepRowsAsync();
            (await made.Database.ScalarAsync<string>("SELECT \"select it\" FROM test_worker_1.\"user\"")).ShouldBe($"{name}.user");
            (await made.Database.ScalarAsync<string>("SELECT \"dotted.name\" FROM test_worker_1.\"Fn (x)\"('a')")).ShouldBe($"{name}.order");
        }
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task What_is_called_like_something_of_PostgreSQL_stays_the_templates_own(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE FUNCTION lower(pg_catalog.text)
                RETURNS pg_catalog.text LANGUAGE sql IMMUTABLE AS 'SELECT pg_catalog.upper($1)';
            CREATE FUNCTION now() RETURNS pg_catalog.text LANGUAGE sql AS 'SELECT ''mine''::text';
            CREATE FUNCTION length(pg_catalog.text) RETURNS pg_catalog.text LANGUAGE sql IMMUTABLE AS 'SELECT $1';
            CREATE TYPE date AS ENUM ('x', 'y');
            CREATE TYPE date2 AS (a integer);
            CREATE DOMAIN text AS pg_catalog.text COLLATE "C" CHECK (VALUE <> 'bad');
            CREATE TYPE int4 AS (z pg_catalog.int4);
            CREATE TABLE "user" (id integer, d public.date DEFAULT 'y', real_date date, t public.text,
                r pg_catalog.text DEFAULT public.lower('x'),
                l pg_catalog.text GENERATED ALWAYS AS (public.lower('Abc' COLLATE "C")) STORED,
                n pg_catalog.text DEFAULT public.now(), n2 timestamptz DEFAULT pg_catalog.now(), arr public.date[],
                i public.int4);
            CREATE TABLE pg_stat_user (a integer);
            CREATE TABLE pg_class2 (a integer);
            CREATE TABLE pg_type (a integer);
            CREATE TABLE columns (a integer);
            CREATE VIEW v AS SELECT public.lower('A') AS a, pg_catalog.lower('A') AS b, lower('A') AS c, t.a AS ta,
                c.relname FROM public.pg_type AS t, pg_catalog.pg_class AS c WHERE 'x'::public.date = 'y'::public.date;
            CREATE VIEW v2 AS SELECT u.d, u.real_date, public.length(u.t) AS le FROM "user" AS u;
            CREATE INDEX i1 ON "user" (public.lower(r COLLATE "C"));
            CREATE INDEX i3 ON "user" (pg_catalog.length(r));
            CREATE FUNCTION f(public.date, date, public.text, pg_catalog.text)
                RETURNS public.int4 LANGUAGE sql AS 'SELECT NULL::public.int4';
            INSERT INTO "user" (id, t, arr, i) VALUES (1, 'x', '{x,y}', ROW(1)::public.int4);
            COMMENT ON FUNCTION f(public.date, date, public.text, pg_catalog.text) IS 'f';
            ALTER TABLE "user" ADD CHECK (public.lower(r COLLATE "C") <> pg_catalog.upper('z' COLLATE "C"));
            CREATE STATISTICS st ON (public.lower(r COLLATE "C") COLLATE "C"), id FROM "user";
            """);
        await made.ShouldKeepRowsAsync();
        (await made.Database.ScalarAsync<string>("SELECT a || b || c FROM test_worker_1.v LIMIT 1")).ShouldBe(null);
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task The_same_names_in_three_schemas_are_told_apart_whatever_the_order_of_the_schemas(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE SCHEMA a;
            CREATE SCHEMA b;
            CREATE TABLE a.t (id serial PRIMARY KEY, public integer);
            CREATE TABLE b.t (id serial PRIMARY KEY, a_id integer REFERENCES a.t);
            CREATE TABLE public.t (id serial PRIMARY KEY, b_id integer REFERENCES b.t);
            CREATE FUNCTION a.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
            CREATE FUNCTION b.f() RETURNS integer LANGUAGE sql AS 'SELECT a.f() + 1';
            CREATE FUNCTION public.f() RETURNS integer LANGUAGE sql AS 'SELECT b.f() + 1';
            ALTER TABLE a.t ADD x integer DEFAULT public.f();
            ALTER TABLE b.t ADD x integer DEFAULT a.f();
            ALTER TABLE public.t ADD x integer DEFAULT b.f();
            CREATE VIEW a.v AS SELECT t.id, f() FROM public.t, a.f();
            CREATE VIEW public.v AS SELECT a.id AS i, b.id FROM a.t AS b, b.t AS a;
            CREATE VIEW b.v AS SELECT * FROM a.v, public.v AS v2(x, y);
            CREATE INDEX t_idx ON a.t (x);
            CREATE INDEX t_idx ON b.t (x);
            CREATE INDEX t_idx ON public.t (x);
            CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO a.t VALUES (DEFAULT); RETURN NEW; END';
            CREATE TRIGGER x AFTER INSERT ON a.t FOR EACH ROW WHEN (pg_trigger_depth() < 1) EXECUTE FUNCTION trg();
            CREATE TRIGGER x AFTER INSERT ON b.t FOR EACH ROW EXECUTE FUNCTION public.trg();
            CREATE TYPE a.e AS ENUM ('a');
            CREATE TYPE b.e AS ENUM ('b');
            CREATE TABLE a.es (x a.e, y b.e, z b.e[]);
            INSERT INTO a.es VALUES ('a', 'b', '{b}');
            """, "b", "public", "a");
        await made.ShouldKeepRowsAsync();
    }
}
