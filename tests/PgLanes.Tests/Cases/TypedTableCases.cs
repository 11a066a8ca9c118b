namespace PgLanes.Tests;

/// <summary>Tables made by <c>CREATE TABLE … OF</c>.</summary>
public sealed class TypedTableCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_table_of_a_type_keeps_what_it_adds_to_the_type(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TYPE shape AS (id integer, name text, kind varchar(9));
            CREATE TABLE plain_shapes OF shape;
            CREATE TABLE shapes OF shape (id WITH OPTIONS PRIMARY KEY, name WITH OPTIONS NOT NULL DEFAULT 'none',
                kind WITH OPTIONS CHECK (kind <> 'x'), CONSTRAINT "both" UNIQUE (name, kind), EXCLUDE USING btree (id WITH =));
            ALTER TABLE shapes ALTER COLUMN kind SET NOT NULL, ALTER COLUMN name SET STATISTICS 10,
                ALTER COLUMN name SET STORAGE EXTERNAL;
            CREATE FUNCTION own() RETURNS integer LANGUAGE sql AS 'SELECT 7';
            CREATE TABLE called OF shape (id WITH OPTIONS DEFAULT own(), CONSTRAINT c CHECK (id > own() - 1));
            CREATE TABLE part_shapes OF shape (id WITH OPTIONS NOT NULL) PARTITION BY LIST (id);
            CREATE TABLE part_shapes_1 PARTITION OF part_shapes FOR VALUES IN (1);
            CREATE TABLE parted (id integer, name text, kind varchar(9)) PARTITION BY LIST (id);
            CREATE TABLE fixed (a integer, id integer, gone text);
            ALTER TABLE fixed DROP COLUMN gone;
            CREATE TYPE two AS (a integer, id integer);
            ALTER TABLE fixed OF two;
            INSERT INTO shapes VALUES (1, 'a', 'b');
            INSERT INTO part_shapes VALUES (1, 'a', 'b');
            INSERT INTO called (name) VALUES ('n');
            CREATE TYPE empty_shape AS ();
            CREATE TABLE empty_shapes OF empty_shape;
            """);
        await made.ShouldKeepRowsAsync();
    }
}
