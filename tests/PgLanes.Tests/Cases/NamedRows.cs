namespace PgLanes.Tests;

/// <summary>Rows whose values name objects of two schemas that hold the same names, some of which PostgreSQL has, too.</summary>
internal static class NamedRows
{
    public const string Template = """
        CREATE SCHEMA one;
        CREATE SCHEMA two;
        CREATE TABLE one.things (id integer);
        CREATE TABLE two.things (id integer);
        CREATE TABLE two.pg_class (id integer);
        CREATE TYPE one.mood AS ENUM ('fine');
        CREATE TYPE two.mood AS ENUM ('fine');
        CREATE DOMAIN two.text AS text;
        CREATE FUNCTION one.f(one.mood) RETURNS integer LANGUAGE sql AS 'SELECT 1';
        CREATE FUNCTION two.f(one.mood) RETURNS integer LANGUAGE sql AS 'SELECT 2';
        CREATE FUNCTION two.f(two.mood[], VARIADIC integer[]) RETURNS integer LANGUAGE sql AS 'SELECT 3';
        CREATE FUNCTION one.lower(text) RETURNS text LANGUAGE sql AS 'SELECT $1';
        CREATE FUNCTION one.only() RETURNS integer LANGUAGE sql AS 'SELECT 1';
        CREATE FUNCTION two."Only, \ ""this"" (one)"() RETURNS integer LANGUAGE sql AS 'SELECT 1';
        CREATE FUNCTION one.alike(one.mood, one.mood) RETURNS boolean LANGUAGE sql AS 'SELECT true';
        CREATE OPERATOR two.+ (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4pl);
        CREATE OPERATOR two.!!! (RIGHTARG = integer, FUNCTION = int4abs);
        CREATE OPERATOR one.=== (LEFTARG = one.mood, RIGHTARG = one.mood, FUNCTION = one.alike);
        CREATE OPERATOR two.=== (LEFTARG = one.mood, RIGHTARG = one.mood, FUNCTION = one.alike);
        CREATE COLLATION one.c (LOCALE = 'C');
        CREATE COLLATION two.c (LOCALE = 'C');
        CREATE TEXT SEARCH CONFIGURATION one.english (COPY = simple);
        CREATE TEXT SEARCH CONFIGURATION two.english (COPY = simple);
        CREATE TEXT SEARCH DICTIONARY two.simple (TEMPLATE = simple);
        CREATE DOMAIN one.named AS regclass CHECK (VALUE IS NULL OR VALUE::oid >= 0);
        CREATE DOMAIN one.many AS regtype[];
        CREATE TYPE two.inner AS (a text, "the table" one.named, types one.many);
        CREATE DOMAIN two.checked AS two.inner CHECK ((VALUE).a <> '');
        CREATE TYPE one.outer AS (i two.checked, list two.inner[], gone integer, role regrole, oper regoperator);
        ALTER TYPE one.outer DROP ATTRIBUTE gone;
        CREATE TABLE one.vals (id integer PRIMARY KEY, c regclass, cs regclass[], t regtype, ts regtype[], p regproc, ps regprocedure[], o regoper, os regoperator[],
            l regcollation[], g regconfig[], d regdictionary[], n regnamespace[], named one.named, many one.many, composite one.outer, composites one.outer[]);
        INSERT INTO one.vals VALUES
            (1, 'two.things', '{one.things,two.things,two.pg_class,pg_class}', 'two.mood', '{one.mood,two.mood,two.mood[],two.text,text,text[],one.vals,two.inner[]}',
             'two."Only, \ ""this"" (one)"', '{one.f(one.mood),two.f(one.mood),"two.f(two.mood[],integer[])",one.lower(text),lower(text),one.only()}',
             'two.!!!', '{"two.+(integer,integer)","+(integer,integer)","one.===(one.mood,one.mood)","two.===(one.mood,one.mood)","two.!!!(none,integer)"}',
             '{one.c,two.c,"\"C\""}', '{one.english,two.english,english}', '{two.simple,simple}', '{one,two,pg_catalog}', 'two.things', '{two.mood,two.text}',
             ROW(ROW('a, "b" \ (c)', 'two.things', '{two.mood,NULL}'), ARRAY[ROW(NULL, 'one.things', '{}'), NULL, ROW('', 'two.pg_class', NULL)]::two.inner[],
                 'postgres', 'two.+(integer,integer)')::one.outer,
             ARRAY[NULL, ROW(NULL, ARRAY[[ROW('x', 'two.things', '[0:1]={two.mood,one.mood}')], [ROW('y', 'one.things', '{{two.mood},{one.mood}}')]]::two.inner[], NULL, NULL)]::one.outer[]),
            (2, NULL, '[0:1][2:2]={{two.things},{one.things}}', NULL, '{}', NULL, NULL, NULL, NULL,
             '{NULL}', NULL, NULL, NULL, NULL, NULL, ROW(NULL, NULL, NULL, NULL), NULL),
            (3, 0, '{0,4000000000}', 0, '{0}', 0, '{0}', 0, '{0}', '{0}', '{0}', '{0}', '{0}', 0::regclass, '{0}', NULL, '{}');
        """;

    /// <summary>Returns the rows under a search path that qualifies every name.</summary>
    public static Task<string?> ReadAsync(TestDatabase database, string schema) => database.ScalarAsync<string>(
        $"SELECT set_config('search_path', 'pg_catalog', false) || E'\\n' || (SELECT string_agg(v::text, E'\\n' ORDER BY id) FROM \"{schema}\".vals AS v)");

    /// <summary>Returns the template's rows, read in that way, with the names of a lane's objects.</summary>
    public static string Moved(string? rows, string one, string two) => (rows ?? "").Replace("{one,two,", $"{{{one},{two},", StringComparison.Ordinal)
        .Replace("one.", $"{one}.", StringComparison.Ordinal).Replace("two.", $"{two}.", StringComparison.Ordinal);
}
