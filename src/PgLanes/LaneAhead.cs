using System.Runtime.ExceptionServices;
using PgLanes.Leasing;

namespace PgLanes;

/// <summary>Makes lanes in the background, one after the other, before they are asked for.</summary>
internal sealed class LaneAhead(PoolContext pool, LaneDesk desk) : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _turn = new();
    private Task? _making;
    private bool _isEnded;
    private Exception? _error;

    /// <summary>Begins, at the first call; the first lane is made by then.</summary>
    public void Start()
    {
        if (pool.Options.BuildAhead == 0) return;
        lock (_turn)
        {
            if (!_isEnded) _making ??= Task.Run(() => MakeAsync(_end.Token));
        }
    }

    /// <summary>Throws what went wrong in the background, once.</summary>
    public void ThrowIfFailed()
    {
        if (Interlocked.Exchange(ref _error, null) is { } error) ExceptionDispatchInfo.Throw(error);
    }

    /// <summary>Ends the making; a lane that is half made is dropped before this returns.</summary>
    public async Task StopAsync()
    {
        Task? making;
        lock (_turn)
        {
            if (!_isEnded) _end.Cancel();
            _isEnded = true;
            making = _making;
        }

        if (making is not null) await making.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _end.Dispose();
    }

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        for (var number = 1; number <= pool.Options.BuildAhead; number++)
        {
            try
            {
                await desk.EnsureAsync(number, sideBySide: 1, progress: null, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (LeaseTimeoutException exception)
            {
                // A stale lane that somebody holds is made anew when it comes back, and needs nobody to wait for it here.
                pool.Log.NotAhead(exception, number);
            }
            catch (Exception exception)
            {
                // For the next who leases a lane; what else could fail would fail in the same way.
                pool.Log.NotAhead(exception, number);
                _error = exception;
                return;
            }
        }
    }
}
