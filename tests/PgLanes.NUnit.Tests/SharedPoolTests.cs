using PgLanes.Inner;

namespace PgLanes.NUnit.Tests;

/// <summary>Several test projects at once, as <c>dotnet test</c> on a solution runs them.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SharedPoolTests
{
    private const int Lanes = 3;

    [Test]
    public async Task Two_processes_share_one_pool()
    {
        var database = await ShopServer.CreateDatabaseAsync("shared");
        var runs = await Task.WhenAll(RunAsync(database), RunAsync(database));
        foreach (var run in runs)
        {
            run.Count.ShouldBe(18);
            run.Where(result => !result.HasPassed).ShouldBeEmpty();
        }

        (await ShopServer.AskAsync<long>(database, @"SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'test\_worker\_%'")).ShouldBeLessThanOrEqualTo(Lanes);
    }

    // Three lanes for six workers: in each process one test waits for a second beside it, and one lane is left for whoever is next.
    private static Task<IReadOnlyList<InnerResult>> RunAsync(string database) => InnerRun.RunAsync(
        [
            "test", InnerRun.Assembly("NUnitInner"), "--filter", "FullyQualifiedName~NUnitInner.Many", "--logger", "trx;LogFileName=RESULTS",
            "--", "NUnit.NumberOfTestWorkers=3",
        ],
        [("INNER_DATABASE", database), ("INNER_LANES", $"{Lanes}")]);
}
