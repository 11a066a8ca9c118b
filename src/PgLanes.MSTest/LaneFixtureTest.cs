using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace PgLanes.MSTest;

/// <summary>A test class whose every test has a lane for itself, and with it what was made of the lane once, such as a host under test.</summary>
/// <typeparam name="TLanes">Your type derived from <see cref="TestLanes"/>.</typeparam>
/// <typeparam name="TFixture">Your type derived from <see cref="LaneFixture{TLanes}"/>.</typeparam>
public abstract class LaneTest<TLanes, TFixture> : LaneTest<TLanes>
    where TLanes : TestLanes, new()
    where TFixture : LaneFixture<TLanes>, new()
{
    private TFixture? _fixture;

    /// <summary>What was made of the test's lane; from its <c>TestInitialize</c> to its <c>TestCleanup</c>.</summary>
    protected TFixture Fixture => _fixture
        ?? throw new InvalidOperationException("A lane's fixture is there with the lane: not in a constructor, in ClassInitialize or in ClassCleanup.");

    /// <summary>Has the fixture made where the lane has none yet.</summary>
    [TestInitialize]
    public async Task EnterLaneAsync() =>
        _fixture = await TestLanes.Of<TLanes>().OncePerLaneAsync(Lane, MakeAsync, TestContext.CancellationToken).ConfigureAwait(false);

    /// <summary>Leaves the fixture to the next test that has the lane.</summary>
    [TestCleanup]
    public void LeaveLane() => _fixture = null;

    private static async Task<TFixture> MakeAsync(Lane lane, CancellationToken cancellationToken)
    {
        var fixture = new TFixture();
        await fixture.StartAsync(lane, cancellationToken).ConfigureAwait(false);
        return fixture;
    }
}
