using System.Collections.Concurrent;
using PgLanes;
using PgLanes.MSTest;

namespace MSTestInner.Failing;

/// <summary>A host that does not start at first, and that says in the database that it ended.</summary>
public sealed class SlowHost : LaneFixture<ShopLanes>
{
    private static int _attempts;
    private static int _ended;

    /// <summary>How many are there, whole or half.</summary>
    public static int Alive => _attempts - _ended;

    protected override ValueTask OnLeasedAsync(Lane lane, CancellationToken ct)
    {
        var attempt = Interlocked.Increment(ref _attempts);
        return attempt < 3 ? throw new InvalidOperationException($"The host did not start, attempt {attempt}.") : ValueTask.CompletedTask;
    }

    protected override async ValueTask OnReturningAsync(Lane lane)
    {
        Interlocked.Increment(ref _ended);
        await using var end = lane.DataSource.CreateCommand("CREATE SCHEMA IF NOT EXISTS ended");
        await end.ExecuteNonQueryAsync();
    }
}

/// <summary>Tests of which those in one lane share a host.</summary>
[TestClass]
public sealed class HostTests : LaneTest<ShopLanes, SlowHost>
{
    private static readonly ConcurrentDictionary<Lane, SlowHost> _seen = new();

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    public void A_test_runs_with_a_host_that_started(int round)
    {
        Assert.AreSame(Lane, Fixture.Lane);
        if (Environment.GetEnvironmentVariable("INNER_LANES") == "1") Assert.AreEqual(1, SlowHost.Alive);
        Assert.AreSame(Fixture, _seen.GetOrAdd(Lane, Fixture), $"round {round}");
    }
}

/// <summary>Closes the pool after the last test.</summary>
[TestClass]
public static class AssemblyEnd
{
    [AssemblyCleanup]
    public static async Task CloseAsync() => await TestLanes.Of<ShopLanes>().DisposeAsync();
}
