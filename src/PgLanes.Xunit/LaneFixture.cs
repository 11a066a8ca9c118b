using Xunit;

namespace PgLanes.Xunit;

/// <summary>
/// A class or collection fixture that has a lane. It leases when the first test starts, and returns when the last has ended.
/// All fixtures of one test collection share one lane of <typeparamref name="TLanes"/>: what waits for a lane holds none.
/// </summary>
/// <param name="lanes">The assembly fixture.</param>
/// <typeparam name="TLanes">Your type derived from <see cref="TestLanes"/>.</typeparam>
public class LaneFixture<TLanes>(TLanes lanes) : IAsyncDisposable
    where TLanes : TestLanes
{
    private CollectionLane? _place;
    private Lane? _lane;

    /// <summary>The assembly fixture.</summary>
    protected TLanes Lanes => lanes;

    /// <summary>The lane.</summary>
    /// <exception cref="InvalidOperationException">No test has started.</exception>
    public Lane Lane => _lane ?? throw new InvalidOperationException("The fixture has its lane from the start of the first test on (StartTestAsync).");

    /// <summary>Leases the lane, or resets it. <see cref="LaneTest{TLanes, TFixture}"/> calls it; call it where you do not derive from that.</summary>
    /// <exception cref="LaneException">There is no lane; the message says why, and the cause is inside.</exception>
    public async ValueTask StartTestAsync(CancellationToken ct = default)
    {
        _place ??= CollectionLane.Join(lanes);
        var lane = await _place.StartTestAsync(ct).ConfigureAwait(false);
        if (lane == _lane) return;
        if (_lane is not null) await OnReturningAsync(_lane).ConfigureAwait(false);
        _lane = lane;
        try
        {
            await OnLeasedAsync(lane, ct).ConfigureAwait(false);
        }
        catch
        {
            // The next test tries again, and does not start without what it needs.
            await EndHalfAsync(lane).ConfigureAwait(false);
            _lane = null;
            throw;
        }
    }

    /// <summary>Ends the test: where it failed and <see cref="TestLanes.KeepOnFailure"/> is set, its lane is set aside and told of in its output. <see cref="LaneTest{TLanes, TFixture}"/> calls it; call it where you do not derive from that.</summary>
    public ValueTask EndTestAsync() => _place?.EndTestAsync() ?? ValueTask.CompletedTask;

    /// <summary>Returns the lane.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var (lane, place) = (_lane, _place);
        _place = null;
        try
        {
            if (lane is not null) await OnReturningAsync(lane).ConfigureAwait(false);
        }
        finally
        {
            _lane = null;
            if (place is not null) await place.LeaveAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Makes what the tests need of the lane, once; it is at its baseline. Called again where a failed reset put another lane in its
    /// place, and where it threw: each test then fails with that, after <see cref="OnReturningAsync"/> has ended what was made half-way.</summary>
    protected virtual ValueTask OnLeasedAsync(Lane lane, CancellationToken ct) => ValueTask.CompletedTask;

    /// <summary>Disposes what <see cref="OnLeasedAsync"/> made, also where that threw half-way.</summary>
    protected virtual ValueTask OnReturningAsync(Lane lane) => ValueTask.CompletedTask;

    // The test fails with the error of the start; that of the end stands in its output.
    private async ValueTask EndHalfAsync(Lane lane)
    {
        try
        {
            await OnReturningAsync(lane).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"What was made half-way of lane {lane.Number} ({lane.Name}) could not be disposed: {exception}");
        }
    }
}
