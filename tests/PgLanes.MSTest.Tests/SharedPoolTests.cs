using PgLanes.Inner;

namespace PgLanes.MSTest.Tests;

/// <summary>Several test projects at once, as <c>dotnet test</c> on a solution runs them.</summary>
[TestClass]
public sealed class SharedPoolTests
{
    private const int Lanes = 3;

    [TestMethod]
    public async Task Two_processes_share_one_pool_at_class_level_and_at_method_level()
    {
        var database = await ShopServer.CreateDatabaseAsync("shared");
        var runs = await Task.WhenAll(RunAsync(database, "ClassLevel"), RunAsync(database, "MethodLevel"));
        foreach (var run in runs)
        {
            run.Count.ShouldBe(18);
            run.Where(result => !result.HasPassed).ShouldBeEmpty();
        }

        (await ShopServer.AskAsync<long>(database, @"SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'test\_worker\_%'")).ShouldBeLessThanOrEqualTo(Lanes);
    }

    // Three lanes for six workers: in each process one test waits for a second beside it, and one lane is left for whoever is next.
    private static Task<IReadOnlyList<InnerResult>> RunAsync(string database, string scope) => InnerRun.RunAsync(
        [
            "test", InnerRun.Assembly("MSTestInner"), "--filter", "FullyQualifiedName~MSTestInner.Many", "--logger", "trx;LogFileName=RESULTS",
            "--", "MSTest.Parallelize.Workers=3", $"MSTest.Parallelize.Scope={scope}",
        ],
        [("INNER_DATABASE", database), ("INNER_SCOPE", scope), ("INNER_LANES", $"{Lanes}")]);
}
