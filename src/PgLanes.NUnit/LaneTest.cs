using System.Collections.Concurrent;
using Npgsql;
using NUnit.Framework;
using NUnit.Framework.Interfaces;

namespace PgLanes.NUnit;

/// <summary>
/// A fixture whose every test has a lane for itself, at its baseline, for as long as it runs: any <c>ParallelScope</c> will do. A test that
/// waits for a lane holds none.
/// </summary>
/// <typeparam name="TLanes">Your type derived from <see cref="TestLanes"/>; mark it <c>[SetUpFixture]</c>, outside any namespace, so that
/// its pool is closed after the last test.</typeparam>
public abstract class LaneTest<TLanes>
    where TLanes : TestLanes, new()
{
    // One instance of the fixture may run several tests at once.
    private readonly ConcurrentDictionary<string, Lane> _lanes = new();

    /// <summary>The lane of the current test; from its <c>SetUp</c> to its <c>TearDown</c>.</summary>
    protected Lane Lane => _lanes.TryGetValue(TestContext.CurrentContext.Test.ID, out var lane)
        ? lane
        : throw new InvalidOperationException("A lane is leased for a test: there is none in a constructor, in OneTimeSetUp or in OneTimeTearDown.");

    /// <summary>Connections to the lane.</summary>
    protected NpgsqlDataSource DataSource => Lane.DataSource;

    /// <summary>Leases the test's lane.</summary>
    /// <exception cref="LaneException">There is no lane; the message says why, and the cause is inside.</exception>
    [SetUp]
    public async Task LeaseLaneAsync()
    {
        var context = TestContext.CurrentContext;
        _lanes[context.Test.ID] = await TestLanes.Of<TLanes>().LeaseAsync(context.CancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the test's lane; where the test failed and <see cref="TestLanes.KeepOnFailure"/> is set, sets it aside and tells of it in
    /// the test's output.</summary>
    [TearDown]
    public async Task ReturnLaneAsync()
    {
        var context = TestContext.CurrentContext;
        if (!_lanes.TryRemove(context.Test.ID, out var lane)) return;
        var lanes = TestLanes.Of<TLanes>();
        if (context.Result.Outcome.Status != TestStatus.Failed) await lanes.ReturnAsync(lane).ConfigureAwait(false);
        else if (await lanes.ReturnFailedAsync(lane).ConfigureAwait(false) is { } told) await TestContext.Out.WriteLineAsync(told).ConfigureAwait(false);
    }
}

/// <summary>A fixture whose every test has a lane for itself, and with it what was made of the lane once, such as a host under test.</summary>
/// <typeparam name="TLanes">Your type derived from <see cref="TestLanes"/>.</typeparam>
/// <typeparam name="TFixture">Your type derived from <see cref="LaneFixture{TLanes}"/>.</typeparam>
public abstract class LaneTest<TLanes, TFixture> : LaneTest<TLanes>
    where TLanes : TestLanes, new()
    where TFixture : LaneFixture<TLanes>, new()
{
    // One instance of the fixture may run several tests at once.
    private readonly ConcurrentDictionary<string, TFixture> _fixtures = new();

    /// <summary>What was made of the current test's lane; from its <c>SetUp</c> to its <c>TearDown</c>.</summary>
    protected TFixture Fixture => _fixtures.TryGetValue(TestContext.CurrentContext.Test.ID, out var fixture)
        ? fixture
        : throw new InvalidOperationException("A lane's fixture is there with the lane: not in a constructor, in OneTimeSetUp or in OneTimeTearDown.");

    /// <summary>Has the fixture made where the lane has none yet.</summary>
    [SetUp]
    public async Task EnterLaneAsync()
    {
        var context = TestContext.CurrentContext;
        _fixtures[context.Test.ID] = await TestLanes.Of<TLanes>().OncePerLaneAsync<TFixture>(Lane, context.CancellationToken).ConfigureAwait(false);
    }

    /// <summary>Leaves the fixture to the next test that has the lane.</summary>
    [TearDown]
    public void LeaveLane() => _fixtures.TryRemove(TestContext.CurrentContext.Test.ID, out _);
}
