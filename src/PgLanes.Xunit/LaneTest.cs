using Npgsql;
using Xunit;

namespace PgLanes.Xunit;

/// <summary>
/// A test class with a lane. Its tests share the lane, one after the other, and each starts at the baseline; classes run in parallel, each in
/// a lane of its own. The pool is an assembly fixture: <c>[assembly: AssemblyFixture(typeof(TLanes))]</c>.
/// </summary>
/// <typeparam name="TLanes">Your type derived from <see cref="TestLanes"/>.</typeparam>
public abstract class LaneTest<TLanes> : LaneTest<TLanes, LaneFixture<TLanes>>
    where TLanes : TestLanes;

/// <summary>A test class with a lane, and with a class fixture that makes something of the lane, such as a host under test.</summary>
/// <typeparam name="TLanes">Your type derived from <see cref="TestLanes"/>.</typeparam>
/// <typeparam name="TFixture">Your type derived from <see cref="LaneFixture{TLanes}"/>.</typeparam>
public abstract class LaneTest<TLanes, TFixture> : IClassFixture<TFixture>, IAsyncLifetime
    where TLanes : TestLanes
    where TFixture : LaneFixture<TLanes>
{
    private TFixture? _fixture;

    /// <summary>The lane, at its baseline as the test starts. Not in the constructor: override <see cref="InitializeAsync"/>.</summary>
    protected Lane Lane => Fixture.Lane;

    /// <summary>Connections to the lane.</summary>
    protected NpgsqlDataSource DataSource => Lane.DataSource;

    /// <summary>The class fixture. Not in the constructor.</summary>
    protected TFixture Fixture => _fixture
        ?? throw new InvalidOperationException($"{GetType().Name} has its lane from InitializeAsync on, not yet in its constructor; override InitializeAsync.");

    /// <summary>Leases the class's lane, or resets it. An override calls this first.</summary>
    /// <exception cref="LaneException">There is no lane; the message says why, and the cause is inside.</exception>
    public virtual async ValueTask InitializeAsync()
    {
        var fixture = await TestContext.Current.GetFixture<TFixture>().ConfigureAwait(false)
            ?? throw new InvalidOperationException($"xUnit has no fixture {typeof(TFixture).Name} for {GetType().Name}.");
        await fixture.StartTestAsync(TestContext.Current.CancellationToken).ConfigureAwait(false);
        _fixture = fixture;
    }

    /// <summary>Ends the test (<see cref="LaneFixture{TLanes}.EndTestAsync"/>). An override calls this last.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_fixture is not null) await _fixture.EndTestAsync().ConfigureAwait(false);
    }
}
