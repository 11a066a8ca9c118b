using Microsoft.VisualStudio.TestTools.UnitTesting;
using Npgsql;

namespace PgLanes.MSTest;

/// <summary>
/// A test class whose every test has a lane for itself, at its baseline, for as long as it runs: classes and methods may run in parallel
/// (<c>[assembly: Parallelize]</c>). A test that waits for a lane holds none.
/// </summary>
/// <typeparam name="TLanes">Your type derived from <see cref="TestLanes"/>.</typeparam>
public abstract class LaneTest<TLanes> : IAsyncDisposable
    where TLanes : TestLanes, new()
{
    private Lane? _lane;

    /// <summary>MSTest's own; a derived class uses this one and declares none.</summary>
    public TestContext TestContext { get; set; } = null!;

    /// <summary>The test's lane; from its <c>TestInitialize</c> to its <c>TestCleanup</c>.</summary>
    protected Lane Lane => _lane
        ?? throw new InvalidOperationException("A lane is leased for a test: there is none in a constructor, in ClassInitialize or in ClassCleanup.");

    /// <summary>Connections to the lane.</summary>
    protected NpgsqlDataSource DataSource => Lane.DataSource;

    /// <summary>Leases the test's lane.</summary>
    /// <exception cref="LaneException">There is no lane; the message says why, and the cause is inside.</exception>
    [TestInitialize]
    public async Task LeaseLaneAsync() =>
        _lane = await TestLanes.Of<TLanes>().LeaseAsync(TestContext.CancellationToken).ConfigureAwait(false);

    /// <summary>Returns the test's lane; where the test failed and <see cref="TestLanes.KeepOnFailure"/> is set, sets it aside and tells of it in
    /// the test's output.</summary>
    [TestCleanup]
    public Task ReturnLaneAsync() => ReturnLaneAsync(TestContext.CurrentTestOutcome is not (UnitTestOutcome.Passed or UnitTestOutcome.Inconclusive));

    /// <summary>Returns the lane of a test whose own <c>TestCleanup</c> threw: MSTest then leaves out those of its bases. An override calls this last.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await ReturnLaneAsync(hasFailed: true).ConfigureAwait(false);
    }

    private async Task ReturnLaneAsync(bool hasFailed)
    {
        if (Interlocked.Exchange(ref _lane, null) is not { } lane) return;
        var lanes = TestLanes.Of<TLanes>();
        if (!hasFailed) await lanes.ReturnAsync(lane).ConfigureAwait(false);
        else if (await lanes.ReturnFailedAsync(lane).ConfigureAwait(false) is { } told) TestContext.WriteLine(told);
    }
}

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
        _fixture = await TestLanes.Of<TLanes>().OncePerLaneAsync<TFixture>(Lane, TestContext.CancellationToken).ConfigureAwait(false);

    /// <summary>Leaves the fixture to the next test that has the lane.</summary>
    [TestCleanup]
    public void LeaveLane() => _fixture = null;
}
