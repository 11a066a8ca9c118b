using System.Diagnostics;
using PgLanes.Leasing;

namespace PgLanes;

/// <summary>Where a test process keeps leased lanes for a moment between two tests, so that the next one costs a reset and no lease.</summary>
internal sealed class LaneShelf(LanePool pool) : IAsyncDisposable
{
    // Long enough for the next test to begin; other processes wait no longer for a lane that nobody uses.
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(1);

    // After that a lane goes back even if this process could use it, so that others get their turn.
    private static readonly TimeSpan HoldTime = TimeSpan.FromSeconds(5);

    // No more tests of this process ask for a lane than there can be, so that one who waits at the pool waits for other processes.
    private readonly SemaphoreSlim _places = new(pool.Options.MaxLanes);
    private readonly Dictionary<Lane, long> _held = [];
    private readonly List<Idle> _idle = [];
    private readonly Dictionary<Lane, Task> _closing = [];
    private readonly LaneBelongings _belongings = new(pool.Log);
    private int _waiting;

    public LanePool Pool => pool;

    /// <summary>Returns what was made of a lane that a test has, or has it made.</summary>
    /// <exception cref="InvalidOperationException">The lane is not leased, or was returned meanwhile.</exception>
    public Task<T> GetBelongingAsync<T>(Lane lane, Func<Task<T>> make, CancellationToken cancellationToken)
        where T : class
    {
        lock (_held)
            if (IsIdle(lane)) throw LaneBelongings.NotLeased(lane);
        return _belongings.GetAsync(lane, make, cancellationToken);
    }

    /// <summary>Disposes what was made of a lane only half.</summary>
    public Task EndBelongingAsync(Lane lane, object made) => _belongings.EndAsync(lane, made);

    /// <summary>Returns a lane at its baseline.</summary>
    public async Task<Lane> TakeAsync(CancellationToken cancellationToken)
    {
        var deadline = new Deadline(pool.Options.LeaseTimeout);
        if (!await _places.WaitAsync(0, cancellationToken).ConfigureAwait(false)
            && !await _places.WaitAsync(deadline.Remaining, cancellationToken).ConfigureAwait(false))
            throw await TimeoutAsync(cancellationToken).ConfigureAwait(false);
        return await InPlaceAsync(async () =>
        {
            while (TakeIdle() is { } lane)
                if (await TryResetAsync(lane, cancellationToken).ConfigureAwait(false)) return lane;
            return await LeaseAsync(cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    /// <summary>Puts a lane back to its baseline, or another in its place.</summary>
    public Task<Lane> RenewAsync(Lane lane, CancellationToken cancellationToken) => InPlaceAsync(async () =>
        await TryResetAsync(lane, cancellationToken).ConfigureAwait(false) ? lane : await LeaseAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Takes a lane back: for the next test, or for another process.</summary>
    public async Task ReturnAsync(Lane lane)
    {
        lock (_held)
        {
            if (!_held.TryGetValue(lane, out var since) || IsIdle(lane)) return;
            if (Volatile.Read(ref _waiting) == 0 && Stopwatch.GetElapsedTime(since) < HoldTime)
            {
                var idle = new Idle(lane);
                _idle.Add(idle);
                _ = CloseLaterAsync(idle);
                _places.Release();
                return;
            }
        }

        try
        {
            await CloseAsync(lane).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Sets a lane aside, and returns what to tell about it.</summary>
    public async Task<string> KeepAsync(Lane lane)
    {
        var rows = await KeptLane.ListAsync(lane).ConfigureAwait(false);
        if (!await TryKeepAsync(lane).ConfigureAwait(false))
        {
            await ReturnAsync(lane).ConfigureAwait(false);
            return KeptLane.Describe(lane, isKept: false, rows);
        }

        // Its place is not free again: the others make do with fewer lanes. What belongs to it ends only now, so that the rows listed are those that the test left.
        await CloseAsync(lane).ConfigureAwait(false);
        return KeptLane.Describe(lane, isKept: true, rows);
    }

    public async ValueTask DisposeAsync()
    {
        List<Lane> lanes;
        lock (_held)
        {
            lanes = [.. _held.Keys, .. _closing.Keys];
            _idle.Clear();
        }

        await Task.WhenAll(lanes.Select(CloseUnusedAsync)).ConfigureAwait(false);
        await pool.DisposeAsync().ConfigureAwait(false);
        _places.Dispose();
    }

    // Whoever ends without a lane has no place, either.
    private async Task<Lane> InPlaceAsync(Func<Task<Lane>> take)
    {
        try
        {
            return await take().ConfigureAwait(false);
        }
        catch
        {
            _places.Release();
            throw;
        }
    }

    // A lane that could not be reset is of no use any more; the pool makes it anew.
    private async Task<bool> TryResetAsync(Lane lane, CancellationToken cancellationToken)
    {
        try
        {
            await lane.ResetAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (LaneException exception)
        {
            pool.Log.NotReset(exception, lane.Number, lane.Name);
            await CloseUnusedAsync(lane).ConfigureAwait(false);
            return false;
        }
        catch
        {
            await CloseUnusedAsync(lane).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<bool> TryKeepAsync(Lane lane)
    {
        using var patience = new CancellationTokenSource(KeptLane.Patience);
        try
        {
            return await lane.KeepAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is LaneException or OperationCanceledException)
        {
            pool.Log.NotKept(exception, lane.Number, lane.Name);
            return false;
        }
    }

    private async Task<Lane> LeaseAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            var lane = await pool.LeaseAsync(cancellationToken).ConfigureAwait(false);
            _belongings.Open(lane);
            lock (_held) _held.Add(lane, Stopwatch.GetTimestamp());
            try
            {
                if (!pool.Options.ResetOn.HasFlag(ResetOn.Lease)) await lane.ResetAsync(cancellationToken).ConfigureAwait(false);
                return lane;
            }
            catch
            {
                await CloseUnusedAsync(lane).ConfigureAwait(false);
                throw;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    // The last one first: what it used is still warm.
    private Lane? TakeIdle()
    {
        lock (_held)
        {
            if (_idle.Count == 0) return null;
            var lane = _idle[^1].Lane;
            _idle.RemoveAt(_idle.Count - 1);
            return lane;
        }
    }

    private bool IsIdle(Lane lane) => _idle.Exists(idle => idle.Lane == lane);

    private async Task CloseLaterAsync(Idle idle)
    {
        await Task.Delay(IdleTime).ConfigureAwait(false);
        lock (_held)
        {
            if (!_idle.Remove(idle)) return;
        }

        await CloseUnusedAsync(idle.Lane).ConfigureAwait(false);
    }

    // No test has it, so that there is none to tell.
    private async Task CloseUnusedAsync(Lane lane)
    {
        try
        {
            await CloseAsync(lane).ConfigureAwait(false);
        }
        catch (LaneLostException exception)
        {
            pool.Log.LostUnused(exception, lane.Number, lane.Name);
        }
    }

    // Whoever closes a lane that another is closing waits for the same end.
    private Task CloseAsync(Lane lane)
    {
        lock (_held)
        {
            if (_closing.TryGetValue(lane, out var closing)) return closing;
            return _held.Remove(lane) ? _closing[lane] = Task.Run(() => CloseHeldAsync(lane)) : Task.CompletedTask;
        }
    }

    private async Task CloseHeldAsync(Lane lane)
    {
        try
        {
            await _belongings.EndAsync(lane).ConfigureAwait(false);
            await lane.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            lock (_held) _closing.Remove(lane);
        }
    }

    private async Task<LeaseTimeoutException> TimeoutAsync(CancellationToken cancellationToken)
    {
        var status = await pool.GetStatusAsync(cancellationToken).ConfigureAwait(false);
        var holders = status.Select(lane => lane.Lease).OfType<LaneHolder>().ToList();
        return new LeaseTimeoutException(
            $"All {pool.Options.MaxLanes} lanes were in use by tests of this process for {pool.Options.LeaseTimeout.TotalSeconds:0.###} s. " +
            "Allow more lanes (MaxLanes), wait longer (LeaseTimeout), or look for a test that never ends.")
        {
            Holders = holders,
        };
    }

    // One stay on the shelf, so that the end of an earlier stay of the same lane does not end this one.
    private sealed class Idle(Lane lane)
    {
        public Lane Lane => lane;
    }
}
