using PgLanes.Inner;

namespace PgLanes.NUnit.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class FailureTests
{
    [Test]
    public async Task The_lane_of_a_failed_test_stays_as_it_was_and_is_told_of_beside_a_host_under_test_as_the_documentation_shows_it()
    {
        var (database, countries) = (await ShopServer.CreateDatabaseAsync("kept"), await ShopServer.CreateDatabaseAsync("countries"));
        await ShopServer.AskAsync<object>(countries, "CREATE TABLE country (code char(2) PRIMARY KEY, name text NOT NULL); INSERT INTO country VALUES ('PL', 'Poland')");
        var all = await RunAsync(database, "OrderTests|FullyQualifiedName~CountryApiTests", ("PGLANES_KEEP_ON_FAILURE", "1"), ("SHOP_DATABASE", countries));
        all.Single(result => result.Name.Contains("Countries_are_listed")).ShouldSatisfyAllConditions(result => result.HasPassed.ShouldBeTrue($"{result}"));
        var results = all.Where(result => !result.Name.Contains("Countries_are_listed")).ToList();
        var failed = results.Single(result => !result.HasPassed);
        failed.Message.ShouldContain("This is what was wrong.");
        failed.Output.ShouldContain("stays as this test left it");
        failed.Output.ShouldContain("+ (7,third)");
        results.Single(result => result.HasPassed).Name.ShouldContain("Another_passes");
        (await CountKeptAsync(database)).ShouldBe(1);
    }

    [Test]
    public async Task Without_being_asked_each_failed_test_returns_its_lane_also_where_its_own_start_or_end_or_its_hosts_start_failed()
    {
        var database = await ShopServer.CreateDatabaseAsync("not_kept");
        // With one lane, whoever keeps it keeps all others from it.
        var results = await RunAsync(database, "", ("INNER_LANES", "1"));
        results.Count.ShouldBe(10);
        results.Count(result => result.HasPassed && result.Name.Contains("Another_passes")).ShouldBe(1);
        results.Count(result => result.Message.Contains("This is what was wrong.")).ShouldBe(1);
        results.Count(result => result.Message.Contains("The start was wrong.")).ShouldBe(2);
        results.Count(result => result.Message.Contains("The end was wrong.")).ShouldBe(2);
        // The host is started again until it starts, then kept for the tests that have its lane, and ended before the lane goes back.
        results.Count(result => result.Message.Contains("The host did not start, attempt ")).ShouldBe(2);
        results.Count(result => result.HasPassed && result.Name.Contains("with_a_host_that_started")).ShouldBe(2);
        (await ShopServer.AskAsync<long>(database, "SELECT count(*) FROM pg_namespace WHERE nspname = 'ended'")).ShouldBe(1);
        results.ShouldAllBe(result => !result.Output.Contains("stays as this test left it"));
        (await CountKeptAsync(database)).ShouldBe(0);
    }

    [Test]
    public async Task Each_test_says_that_the_server_cannot_be_reached()
    {
        var results = await RunAsync("Host=127.0.0.1;Port=1;Database=shop;Username=me;Password=secret", "OrderTests");
        results.Count.ShouldBe(2);
        foreach (var result in results) result.Message.ShouldContain("ShopLanes has no lanes for this test: ");
        results.ShouldAllBe(result => result.Message.Contains("ServerUnreachableException") && !result.Message.Contains("secret"));
    }

    private static Task<long> CountKeptAsync(string database) =>
        ShopServer.AskAsync<long>(database, "SELECT count(*) FROM pglanes.lanes WHERE state = 'quarantined'");

    private static Task<IReadOnlyList<InnerResult>> RunAsync(string database, string tests, params (string, string)[] variables) => InnerRun.RunAsync(
        ["test", InnerRun.Assembly("NUnitInner"), "--filter", $"FullyQualifiedName~NUnitInner.Failing.{tests}", "--logger", "trx;LogFileName=RESULTS"],
        [("INNER_DATABASE", database), .. variables]);
}
