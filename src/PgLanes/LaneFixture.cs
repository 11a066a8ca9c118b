namespace PgLanes;

/// <summary>
/// What tests need of a lane beside its rows, such as a host under test. There is one for each lease of a lane: <see cref="TestLanes.OncePerLaneAsync{TFixture}(Lane, CancellationToken)"/>
/// makes it for the first test that has the lane, the next tests that have it use it again, and it ends just before the lane goes back to the pool.
/// </summary>
public abstract class LaneFixture : IAsyncDisposable
{
    private TestLanes? _lanes;
    private Lane? _lane;
    private int _isEnded;

    /// <summary>The lane, up to the end of <see cref="OnReturningAsync"/>.</summary>
    /// <exception cref="InvalidOperationException">In the constructor there is none yet, and after the end none any more.</exception>
    public Lane Lane => _lane ?? throw HasNone();

    /// <summary>The lanes of the test assembly.</summary>
    /// <exception cref="InvalidOperationException">In the constructor there are none yet.</exception>
    protected TestLanes Lanes => _lanes ?? throw HasNone();

    /// <summary>Ends what the tests needed, once.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_lane is not { } lane || Interlocked.Exchange(ref _isEnded, 1) != 0) return;
        try
        {
            await OnReturningAsync(lane).ConfigureAwait(false);
        }
        finally
        {
            _lane = null;
        }
    }

    /// <summary>Makes what the tests need of the lane, once; it is at its baseline. Where it throws, <see cref="OnReturningAsync"/> is called, the test fails with the error, and the next one
    /// tries again with another fixture.</summary>
    protected virtual ValueTask OnLeasedAsync(Lane lane, CancellationToken ct) => ValueTask.CompletedTask;

    /// <summary>Disposes what <see cref="OnLeasedAsync"/> made, also where that threw half-way. What it throws is logged, as a warning.</summary>
    protected virtual ValueTask OnReturningAsync(Lane lane) => ValueTask.CompletedTask;

    internal ValueTask StartAsync(TestLanes lanes, Lane lane, CancellationToken cancellationToken)
    {
        (_lanes, _lane) = (lanes, lane);
        return OnLeasedAsync(lane, cancellationToken);
    }

    private static InvalidOperationException HasNone() => new("The fixture has its lane from OnLeasedAsync to the end of OnReturningAsync.");
}
