using PgLanes.Inner;
using PgLanes.Tests;

namespace PgLanes.Xunit.Tests;

public sealed class StartFailureTests(Servers servers)
{
    private static readonly string[] _oneClass = ["-class", "XunitInner.Many.Class01Tests"];

    [Fact]
    public async Task Each_test_says_that_the_server_cannot_be_reached()
    {
        var results = await Inner.RunAsync("Host=127.0.0.1;Port=1;Database=shop;Username=me;Password=secret", _oneClass);
        EachShouldFailWith(results, "ShopLanes has no lanes for this test: ", "127.0.0.1", "ServerUnreachableException");
        results.ShouldAllBe(result => !result.Message.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_test_says_that_no_database_was_named()
    {
        var results = await Inner.RunAsync("", _oneClass);
        EachShouldFailWith(results, "ShopLanes names no database: pass a connection string to its base, or override StartAsync.");
    }

    [Fact]
    public async Task Each_test_says_why_no_lane_could_be_made()
    {
        await using var database = await Inner.CreateDatabaseAsync(servers);
        await database.ExecuteAsync("CREATE SCHEMA test_worker_1; CREATE SCHEMA test_worker_2;");
        var results = await Inner.RunAsync(database, lanes: 2, _oneClass);
        EachShouldFailWith(results, "ShopLanes has no lanes for this test: ", "test_worker_", "is there and is no lane of this template");
    }

    [Fact]
    public async Task Each_test_says_that_the_host_under_test_did_not_start_and_the_next_tries_again()
    {
        await using var database = await Inner.CreateDatabaseAsync(servers);
        var results = await Inner.RunAsync(database, lanes: 1, "-class", "XunitInner.Hosts.HostTests");
        results.Count(result => result.HasPassed).ShouldBe(2);
        results.Where(result => !result.HasPassed).Select(result => result.Message.Split('\n')[0]).Order(StringComparer.Ordinal)
            .ShouldAllBe(message => message.Contains("The host did not start, attempt ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_start_that_failed_is_not_tried_again()
    {
        await using var lanes = new BrokenLanes();
        for (var test = 0; test < 2; test++)
        {
            var error = await Should.ThrowAsync<LaneException>(() => lanes.LeaseAsync());
            error.Message.ShouldBe("BrokenLanes has no lanes for this test: The container did not start.");
            error.InnerException.ShouldBeOfType<InvalidOperationException>();
        }

        lanes.Starts.ShouldBe(1);
    }

    private sealed class BrokenLanes() : TestLanes(new LanePoolOptions())
    {
        public int Starts { get; private set; }

        protected override Task<string> StartAsync(CancellationToken ct)
        {
            Starts++;
            throw new InvalidOperationException("The container did not start.");
        }
    }

    private static void EachShouldFailWith(IReadOnlyList<InnerResult> results, params string[] texts)
    {
        results.Count.ShouldBe(3);
        foreach (var result in results)
        {
            result.Outcome.ShouldBe("Failed");
            foreach (var text in texts) result.Message.ShouldContain(text);
        }
    }
}
