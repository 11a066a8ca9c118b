namespace PgLanes.NUnit;

/// <summary>
/// What tests need of a lane beside its rows, such as a host under test. There is one for each lane: it is made when the first test has the lane, kept for the next tests that have it, and
/// ends just before the lane goes back to the pool.
/// </summary>
/// <typeparam name="TLanes">Your type derived from <see cref="TestLanes"/>.</typeparam>
public class LaneFixture<TLanes> : IAsyncDisposable
    where TLanes : TestLanes, new()
{
    private Lane? _lane;

    /// <summary>Your type derived from <see cref="TestLanes"/>.</summary>
    protected static TLanes Lanes => TestLanes.Of<TLanes>();

    /// <summary>The lane.</summary>
    /// <exception cref="InvalidOperationException">In the constructor there is none yet.</exception>
    public Lane Lane => _lane ?? throw new InvalidOperationException("The fixture has its lane from OnLeasedAsync on, not yet in its constructor.");

    /// <summary>Ends what the tests needed.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Interlocked.Exchange(ref _lane, null) is { } lane) await OnReturningAsync(lane).ConfigureAwait(false);
    }

    /// <summary>Makes what the tests need of the lane, once; it is at its baseline. Where it throws, the test fails with that, and the next one tries again with another fixture.</summary>
    protected virtual ValueTask OnLeasedAsync(Lane lane, CancellationToken ct) => ValueTask.CompletedTask;

    /// <summary>Disposes what <see cref="OnLeasedAsync"/> made.</summary>
    protected virtual ValueTask OnReturningAsync(Lane lane) => ValueTask.CompletedTask;

    internal async Task StartAsync(Lane lane, CancellationToken cancellationToken)
    {
        _lane = lane;
        await OnLeasedAsync(lane, cancellationToken).ConfigureAwait(false);
    }
}
