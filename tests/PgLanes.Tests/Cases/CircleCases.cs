namespace PgLanes.Tests;

/// <summary>Objects that need each other, which PostgreSQL allows where one of them was replaced or altered later.</summary>
public sealed class CircleCases(Servers servers)
{
    public static TheoryData<int, string> Rows => new MatrixTheoryData<int, string>(Servers.Versions, Circles.Keys);

    private static readonly Dictionary<string, string> Circles = new()
    {
        ["a view and a function with a parsed body"] = """
            CREATE TABLE t (id integer);
            CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
            CREATE OR REPLACE FUNCTION f(i integer DEFAULT 7) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
            DROP FUNCTION f();
            CREATE VIEW v AS SELECT f() AS x;
            CREATE OR REPLACE FUNCTION f(i integer DEFAULT 7) RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM t; SELECT x FROM v; END;
            """,
        ["a view and a function that returns its rows"] = """
            CREATE VIEW v AS SELECT 1 AS a, 'x'::varchar(3) COLLATE "C" AS b;
            CREATE FUNCTION f() RETURNS SETOF v LANGUAGE sql AS 'SELECT 1, ''x''::varchar(3)';
            CREATE OR REPLACE VIEW v AS SELECT a, b FROM f();
            CREATE OR REPLACE FUNCTION f() RETURNS SETOF v LANGUAGE sql BEGIN ATOMIC SELECT * FROM v; END;
            CREATE VIEW w AS SELECT v.a FROM v;
            """,
        ["views that read each other"] = """
            CREATE VIEW a AS SELECT 1 AS x;
            CREATE VIEW b AS SELECT x FROM a;
            CREATE VIEW c AS SELECT x FROM b;
            CREATE OR REPLACE VIEW a AS SELECT x FROM c;
            """,
        ["a materialized view and the function that it calls"] = """
            CREATE FUNCTION f() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 1::bigint';
            CREATE MATERIALIZED VIEW m AS SELECT f() AS x;
            CREATE MATERIALIZED VIEW n AS SELECT x FROM m WITH NO DATA;
            CREATE OR REPLACE FUNCTION f() RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT x FROM m; SELECT 2::bigint; END;
            """,
        ["functions and the defaults of their arguments"] = """
            CREATE FUNCTION g(i integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
            CREATE FUNCTION h(i integer DEFAULT 5, "default" integer[] DEFAULT ARRAY[g(2), 3], text DEFAULT 'a, DEFAULT b') RETURNS integer LANGUAGE sql AS 'SELECT 1';
            CREATE OR REPLACE FUNCTION g(i integer DEFAULT h(1, '{}')) RETURNS integer LANGUAGE sql AS 'SELECT 1';
            CREATE PROCEDURE p(i integer DEFAULT h()) LANGUAGE sql AS 'SELECT 1';
            """,
        ["functions with parsed bodies that call each other and themselves"] = """
            CREATE FUNCTION p() RETURNS integer LANGUAGE sql AS 'SELECT 1';
            CREATE FUNCTION q() RETURNS integer LANGUAGE sql RETURN p();
            CREATE OR REPLACE FUNCTION p() RETURNS integer LANGUAGE sql RETURN q();
            CREATE FUNCTION r(i integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
            CREATE OR REPLACE FUNCTION r(i integer) RETURNS integer LANGUAGE sql RETURN CASE WHEN i < 1 THEN 0 ELSE r(i - 1) END;
            """,
        ["a generated column and the function that reads its table"] = """
            CREATE TABLE t (id integer PRIMARY KEY);
            CREATE FUNCTION f(i integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';
            ALTER TABLE t ADD COLUMN d integer GENERATED ALWAYS AS (f(id)) STORED, ADD COLUMN e integer DEFAULT f(7);
            INSERT INTO t (id) VALUES (3);
            CREATE OR REPLACE FUNCTION f(i integer) RETURNS integer LANGUAGE sql IMMUTABLE BEGIN ATOMIC SELECT count(*) FROM t; SELECT i; END;
            """,
        ["a partition key and the function that reads its table"] = """
            CREATE FUNCTION f(i integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';
            CREATE TABLE t (id integer) PARTITION BY RANGE (f(id));
            CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (10);
            INSERT INTO t VALUES (1);
            CREATE OR REPLACE FUNCTION f(i integer) RETURNS integer LANGUAGE sql IMMUTABLE BEGIN ATOMIC SELECT count(*) FROM t; SELECT i; END;
            """,
        ["checks and defaults and the functions that read their table"] = """
            CREATE TABLE t (id integer);
            CREATE FUNCTION f(t) RETURNS boolean LANGUAGE sql AS 'SELECT true';
            CREATE FUNCTION d() RETURNS integer LANGUAGE sql AS 'SELECT 1';
            ALTER TABLE t ADD CHECK (f(t.*)), ALTER COLUMN id SET DEFAULT d();
            CREATE OR REPLACE FUNCTION f(t) RETURNS boolean LANGUAGE sql RETURN (SELECT count(*) >= 0 FROM t);
            CREATE OR REPLACE FUNCTION d() RETURNS integer LANGUAGE sql RETURN (SELECT count(*)::integer FROM t);
            INSERT INTO t DEFAULT VALUES;
            """,
        ["domains and the functions of their defaults and checks"] = """
            CREATE DOMAIN d AS integer;
            CREATE FUNCTION first() RETURNS d LANGUAGE sql AS 'SELECT 1::d';
            CREATE FUNCTION good(d) RETURNS boolean LANGUAGE sql AS 'SELECT true';
            CREATE FUNCTION fine(integer) RETURNS boolean LANGUAGE sql AS 'SELECT true';
            ALTER DOMAIN d SET DEFAULT first();
            ALTER DOMAIN d ADD CONSTRAINT good CHECK (good(VALUE));
            ALTER DOMAIN d ADD CONSTRAINT fine CHECK (fine(VALUE));
            ALTER DOMAIN d ADD CONSTRAINT plain CHECK (VALUE > 0);
            CREATE TABLE t (a d, b integer);
            CREATE OR REPLACE FUNCTION good(d) RETURNS boolean LANGUAGE sql RETURN (SELECT count(a) >= 0 FROM t);
            """,
        ["aggregates and operators and the functions that they are made of"] = """
            CREATE FUNCTION s(integer, integer) RETURNS integer LANGUAGE sql AS 'SELECT $1';
            CREATE AGGREGATE a (integer) (SFUNC = s, STYPE = integer);
            CREATE OR REPLACE FUNCTION s(integer, integer) RETURNS integer LANGUAGE sql RETURN (SELECT a(x) FROM (VALUES (1)) AS q(x));
            CREATE FUNCTION o(integer, integer) RETURNS boolean LANGUAGE sql AS 'SELECT true';
            CREATE OPERATOR ~~~ (LEFTARG = integer, RIGHTARG = integer, FUNCTION = o);
            CREATE OR REPLACE FUNCTION o(integer, integer) RETURNS boolean LANGUAGE sql RETURN $1 ~~~ $2;
            """,
        ["constants that name their own table, or one that names it"] = """
            CREATE TABLE t (id serial);
            CREATE TABLE u (id integer);
            ALTER TABLE t ADD COLUMN c regclass DEFAULT 't'::regclass, ADD CHECK (c <> 'u'::regclass), ADD d regclass DEFAULT 'u'::regclass;
            ALTER TABLE u ADD COLUMN d regclass DEFAULT 't'::regclass;
            INSERT INTO t DEFAULT VALUES;
            """,
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_circle_is_cloned(int version, string circle)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, Circles[circle]);
        await made.ShouldKeepRowsAsync();
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_function_or_view_that_needs_a_key_comes_after_it(int version)
    {
        await using var made = await CloneCase.ProveAsSuperuserAsync(servers, version, "must be superuser to create an operator class", """
            CREATE TABLE t (a integer PRIMARY KEY, b integer CONSTRAINT once UNIQUE, r integer);
            CREATE FUNCTION order_of(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT sign($1 - $2)::integer';
            CREATE OPERATOR CLASS own FOR TYPE integer USING btree AS
                OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 order_of(integer, integer);
            ALTER TABLE t ADD CONSTRAINT apart EXCLUDE USING btree (r own WITH =);
            CREATE FUNCTION f() RETURNS void LANGUAGE sql BEGIN ATOMIC
                INSERT INTO t VALUES (1) ON CONFLICT ON CONSTRAINT once DO NOTHING;
                INSERT INTO t VALUES (1) ON CONFLICT ON CONSTRAINT apart DO NOTHING;
            END;
            CREATE FUNCTION g() RETURNS SETOF t LANGUAGE sql BEGIN ATOMIC SELECT * FROM t GROUP BY a; END;
            CREATE MATERIALIZED VIEW m AS SELECT * FROM t GROUP BY a;
            CREATE VIEW v AS SELECT t.* FROM t, m GROUP BY t.a;
            INSERT INTO t VALUES (1, 2, 3);
            """);
        await made.ShouldKeepRowsAsync();
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_circle_that_no_statement_can_break_is_an_error_that_names_it(int version)
    {
        var error = await Should.ThrowAsync<TemplateException>(() => CloneCase.MakeAsync(servers, version, """
            CREATE TABLE t (id integer PRIMARY KEY);
            CREATE FUNCTION f(i integer, r t DEFAULT NULL) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';
            ALTER TABLE t ADD COLUMN d integer GENERATED ALWAYS AS (f(id)) STORED;
            """));
        error.Message.ShouldContain("table t");
        error.Message.ShouldContain("function f(integer, t)");
    }
}
