namespace PgLanes.Tests;

/// <summary>Foreign tables. Their servers are the database's, and shared.</summary>
public sealed class ForeignTableCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_foreign_table_keeps_its_options_and_its_shared_server(int version)
    {
        await using var made = await CloneCase.ProveAsSuperuserAsync(servers, version, "permission denied to create extension \"postgres_fdw\"", """
            CREATE SCHEMA wrappers;
            CREATE EXTENSION postgres_fdw SCHEMA wrappers;
            CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'localhost', dbname 'x');
            CREATE TYPE mood AS ENUM ('a', 'b');
            CREATE FOREIGN TABLE remote (id integer OPTIONS (column_name 'key ''quoted''') NOT NULL,
                name text COLLATE "C" DEFAULT 'x', m mood, CONSTRAINT pos CHECK (id > 0))
                SERVER elsewhere OPTIONS (schema_name 'other', table_name 'the "table"');
            ALTER FOREIGN TABLE remote ALTER COLUMN name SET STATISTICS 5, ALTER COLUMN id SET (n_distinct = 5);
            CREATE FOREIGN TABLE bare () SERVER elsewhere;
            CREATE TABLE parted (id integer, name text) PARTITION BY RANGE (id);
            CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (1) TO (10);
            CREATE FOREIGN TABLE parted_2 PARTITION OF parted FOR VALUES FROM (10) TO (20)
                SERVER elsewhere OPTIONS (table_name 'p2');
            CREATE TABLE parent (id integer, at date DEFAULT '2020-01-01');
            CREATE FOREIGN TABLE child (own text) INHERITS (parent) SERVER elsewhere;
            CREATE VIEW over AS SELECT id, m FROM remote;
            CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TRIGGER watch BEFORE INSERT ON remote FOR EACH ROW EXECUTE FUNCTION trg();
            COMMENT ON FOREIGN TABLE remote IS 'far';
            COMMENT ON COLUMN remote.id IS 'key';
            INSERT INTO parted VALUES (1, 'a');
            """);
        await made.ShouldKeepRowsAsync();
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_file_is_read_through_the_lanes_own_table(int version)
    {
        await using var made = await CloneCase.ProveAsSuperuserAsync(servers, version, "permission denied to create extension \"file_fdw\"", """
            CREATE EXTENSION file_fdw;
            CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
            CREATE FOREIGN TABLE lines (a integer, b text OPTIONS (force_null 'true')) SERVER files OPTIONS (program 'echo 7,x', format 'csv');
            CREATE VIEW over AS SELECT a + 1 AS a, b FROM lines;
            """);
        (await made.Database.ScalarAsync<string>("SELECT v::text FROM test_worker_1.over AS v")).ShouldBe("(8,x)");
    }
}
