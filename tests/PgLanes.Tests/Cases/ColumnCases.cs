namespace PgLanes.Tests;

public sealed class ColumnCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_column_keeps_its_type_and_the_types_modifiers(int version)
    {
        // A scale below zero, or above the precision, came with version 15.
        var scaled = version >= 15 ? "c numeric(10, -2), d numeric(3, 5)" : "c numeric(10, 2), d numeric(5, 5)";
        await using var made = await CloneCase.ProveAsync(servers, version, $$"""
            CREATE TYPE mood AS ENUM ('fine', 'bad');
            CREATE DOMAIN short AS varchar(5);
            CREATE TABLE things (
                a smallint, b bigint[], {{scaled}}, e varchar, f varchar(7)[][], g char(3), h "char", i bit(4), j bit varying(9),
                k time(3) with time zone, l timestamp(0), m interval day to second(2), n interval year to month, o mood[], p short, q short[],
                r oid, s regclass, t xml, u tsquery, v uuid, w inet, x money, y jsonpath, z int8multirange, aa bytea, ab name);
            INSERT INTO things (a, o, p, s, h, w) VALUES (1, '{fine,bad}', 'short', 'things', 'x', '10.0.0.0/8');
            """);
        var (template, lane) = await made.BothAsync<string>(
            "SELECT string_agg(replace(format_type(atttypid, atttypmod), '{0}.', ''), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = '{0}.things'::regclass AND attnum > 0");
        lane.ShouldBe(template);
        (await made.Database.ScalarAsync<string>("SELECT s::text FROM test_worker_1.things")).ShouldBe("test_worker_1.things");
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_default_may_call_the_templates_own_functions_and_read_literals_of_its_types(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TYPE mood AS ENUM ('fine', 'bad');
            CREATE TYPE pair AS (a integer, b mood);
            CREATE FUNCTION answer() RETURNS integer LANGUAGE sql AS 'SELECT 42';
            CREATE TABLE things (
                id integer DEFAULT public.answer(), mood mood DEFAULT 'bad', pair pair DEFAULT ROW(1, 'fine')::public.pair,
                at timestamptz DEFAULT '2024-02-29 12:00:00+01', took interval DEFAULT '1 day 02:03:04.5', ratio double precision DEFAULT 0.1 + 0.2,
                text text DEFAULT E'tab\t, quote '' and \\ backslash', list text[] DEFAULT '{a,"b c",NULL}'::text[], bytes bytea DEFAULT '\xdeadbeef',
                who name DEFAULT current_user, facts jsonb DEFAULT '{"schema": "public"}', doubled integer GENERATED ALWAYS AS (length(text) * 2) STORED);
            INSERT INTO things DEFAULT VALUES;
            """);
        await made.Database.ExecuteAsync("DELETE FROM test_worker_1.things; INSERT INTO test_worker_1.things DEFAULT VALUES");
        var (template, lane) = await made.BothAsync<string>("SELECT to_jsonb(t)::text FROM {0}.things AS t");
        lane.ShouldBe(template);
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Collation_storage_compression_statistics_and_options_are_kept(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE things (a text COLLATE "C", b varchar(9) COLLATE "POSIX", c text, d text, e bytea, f jsonb, g integer, h text COMPRESSION pglz);
            ALTER TABLE things
                ALTER COLUMN c SET STORAGE PLAIN, ALTER COLUMN d SET STORAGE MAIN, ALTER COLUMN e SET STORAGE EXTERNAL,
                ALTER COLUMN f SET STATISTICS 0, ALTER COLUMN g SET STATISTICS 10000, ALTER COLUMN g SET (n_distinct = -0.5, n_distinct_inherited = 12);
            """);
        var (template, lane) = await made.BothAsync<string>("""
            SELECT string_agg(concat_ws(' ', attname, attcollation::regcollation, attstorage, attcompression, attstattarget, attoptions), ', ' ORDER BY attnum)
            FROM pg_attribute WHERE attrelid = '{0}.things'::regclass AND attnum > 0
            """);
        lane.ShouldBe(template);
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Dropped_columns_leave_no_trace_and_rows_keep_their_places(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE things (gone integer, "Kept" text, "select" integer, also_gone text, "ünïcode ☃" text);
            INSERT INTO things VALUES (1, 'a', 2, 'b', 'c');
            ALTER TABLE things DROP COLUMN gone, DROP COLUMN also_gone, ADD COLUMN late integer NOT NULL DEFAULT 7;
            INSERT INTO things VALUES ('d', NULL, 'e', 8);
            CREATE TABLE nothing ();
            """);
        (await made.Database.ListAsync<string>("SELECT t::text FROM test_worker_1.things AS t ORDER BY 1")).ShouldBe(["(a,2,c,7)", "(d,,e,8)"]);
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_view_keeps_the_defaults_of_its_columns(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE things (id integer, name text DEFAULT 'table');
            CREATE VIEW named AS SELECT id, name FROM things;
            ALTER VIEW named ALTER COLUMN name SET DEFAULT 'view';
            """);
        (await made.Database.ScalarAsync<string>("INSERT INTO test_worker_1.named (id) VALUES (1) RETURNING name")).ShouldBe("view");
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_column_keeps_its_compression_also_where_the_server_has_lz4(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE t (a text COMPRESSION pglz, b text);
            DO $$ BEGIN ALTER TABLE t ALTER COLUMN b SET COMPRESSION lz4; EXCEPTION WHEN feature_not_supported THEN NULL; END $$;
            """);
        var (template, lane) = await made.BothAsync<string>("SELECT string_agg(attcompression::text, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid = '{0}.t'::regclass AND attnum > 0");
        lane.ShouldBe(template);
    }
}
