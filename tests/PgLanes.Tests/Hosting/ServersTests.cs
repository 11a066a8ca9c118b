namespace PgLanes.Tests;

public sealed class ServersTests(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_test_database_takes_a_script_with_functions(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);

        await database.ExecuteAsync("""
            CREATE TABLE t (id int PRIMARY KEY);
            CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $f$ BEGIN INSERT INTO t VALUES (1); RETURN 7; END; $f$;
            SELECT f();
            CREATE FUNCTION g() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;
            """);

        (await database.ScalarAsync<int>("SELECT count(*)::int FROM t")).ShouldBe(1);
        (await database.ScalarAsync<int>("SELECT current_setting('server_version_num')::int / 10000")).ShouldBe(version);
    }
}
