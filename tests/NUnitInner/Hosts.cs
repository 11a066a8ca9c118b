using System.Collections.Concurrent;
using PgLanes;
using PgLanes.NUnit;

namespace NUnitInner.Failing;

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
[Parallelizable(ParallelScope.All)]
public sealed class HostTests : LaneTest<ShopLanes, SlowHost>
{
    private static readonly ConcurrentDictionary<Lane, SlowHost> _seen = new();

    [Test]
    public void A_test_runs_with_a_host_that_started([Range(1, 4)] int round)
    {
        Assert.That(Fixture.Lane, Is.SameAs(Lane));
        if (Environment.GetEnvironmentVariable("INNER_LANES") == "1") Assert.That(SlowHost.Alive, Is.EqualTo(1));
        Assert.That(_seen.GetOrAdd(Lane, Fixture), Is.SameAs(Fixture), $"round {round}");
    }
}
