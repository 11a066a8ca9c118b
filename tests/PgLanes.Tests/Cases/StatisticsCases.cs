namespace PgLanes.Tests;

public sealed class StatisticsCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Extended_statistics_keep_their_kinds_expressions_and_target(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE orders (id integer, kind varchar(10), amount numeric, at timestamp);
            CREATE STATISTICS plain ON id, kind FROM orders;
            CREATE STATISTICS "Kinds" (ndistinct, mcv) ON id, kind, amount FROM orders;
            CREATE STATISTICS expressions ON (kind IN ('a', 'b')), (extract(year FROM at)), id FROM orders;
            ALTER STATISTICS "Kinds" SET STATISTICS 500;
            """);
        (await made.Database.ScalarAsync<long>("SELECT count(*) FROM pg_statistic_ext WHERE stxnamespace = 'test_worker_1'::regnamespace")).ShouldBe(3);
    }
}
