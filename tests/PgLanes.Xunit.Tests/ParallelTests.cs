using PgLanes.Inner;
using PgLanes.Tests;

namespace PgLanes.Xunit.Tests;

public sealed class ParallelTests(Servers servers)
{
    [Theory]
    [InlineData("conservative", 2, 4)]
    [InlineData("aggressive", 2, 4)]
    [InlineData("aggressive", 1, 1)]
    [InlineData("conservative", 3, 2)]
    public async Task Twelve_classes_run_in_few_lanes(string algorithm, int lanes, int threads)
    {
        await using var database = await Inner.CreateDatabaseAsync(servers);
        string[] arguments = ["-namespace", "XunitInner.Many", "-parallelalgorithm", algorithm, "-maxthreads", $"{threads}"];
        // Where two classes can run at once, two do: the first waits for a second.
        var meet = lanes > 1 && threads > 1 ? "1" : "0";
        var results = await Inner.RunAsync(database.ConnectionString, arguments, ("INNER_LANES", $"{lanes}"), ("INNER_MEET", meet));
        results.Where(result => !result.HasPassed).ShouldBeEmpty();
        results.Count.ShouldBe(35);
        (await database.ListAsync<string>("SELECT nspname::text FROM pg_namespace WHERE nspname LIKE 'test\\_worker\\_%'")).Count.ShouldBeLessThanOrEqualTo(lanes);
    }

    [Fact]
    public async Task Two_processes_share_one_pool()
    {
        await using var database = await Inner.CreateDatabaseAsync(servers);
        var runs = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Inner.RunAsync(database, lanes: 2, "-namespace", "XunitInner.Many", "-maxthreads", "2")));
        runs.SelectMany(run => run).Where(result => !result.HasPassed).ShouldBeEmpty();
    }
}
