using System.Collections.Concurrent;
using NUnit.Framework;

namespace PgLanes.NUnit;

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
        _fixtures[context.Test.ID] = await TestLanes.Of<TLanes>().OncePerLaneAsync(Lane, MakeAsync, context.CancellationToken).ConfigureAwait(false);
    }

    /// <summary>Leaves the fixture to the next test that has the lane.</summary>
    [TearDown]
    public void LeaveLane() => _fixtures.TryRemove(TestContext.CurrentContext.Test.ID, out _);

    private static async Task<TFixture> MakeAsync(Lane lane, CancellationToken cancellationToken)
    {
        var fixture = new TFixture();
        await fixture.StartAsync(lane, cancellationToken).ConfigureAwait(false);
        return fixture;
    }
}
