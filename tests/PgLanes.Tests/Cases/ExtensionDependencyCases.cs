namespace PgLanes.Tests;

public sealed class ExtensionDependencyCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task What_goes_with_an_extension_still_does(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE EXTENSION hstore;
            CREATE FUNCTION f(hstore) RETURNS integer LANGUAGE sql AS 'SELECT 1';
            ALTER FUNCTION f(hstore) DEPENDS ON EXTENSION hstore;
            CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1';
            ALTER PROCEDURE p() DEPENDS ON EXTENSION hstore;
            CREATE TABLE t (a integer, h hstore);
            CREATE INDEX i ON t (a);
            ALTER INDEX i DEPENDS ON EXTENSION hstore;
            CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION tr();
            ALTER TRIGGER g ON t DEPENDS ON EXTENSION hstore;
            CREATE MATERIALIZED VIEW m AS SELECT 1 AS a;
            ALTER MATERIALIZED VIEW m DEPENDS ON EXTENSION hstore;
            CREATE VIEW hv AS SELECT h -> 'a' AS x, hstore('a', 'b') AS y FROM t;
            INSERT INTO t VALUES (1, 'a=>b');
            CREATE TYPE ht AS (h hstore, hs hstore[]);
            CREATE TABLE ht2 (x ht, y hstore[]);
            INSERT INTO ht2 VALUES (ROW('a=>1', '{"b=>2"}')::ht, '{c=>3}');
            """);
        await made.ShouldKeepRowsAsync();
        await made.Database.ExecuteAsync("DROP EXTENSION hstore CASCADE");
        (await made.Database.ScalarAsync<long>("SELECT count(*) FROM pg_proc WHERE pronamespace = 'test_worker_1'::regnamespace AND proname IN ('f', 'p')")).ShouldBe(0);
    }
}
