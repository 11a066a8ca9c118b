using PgLanes.Cli.Running;

namespace PgLanes.Cli.Timelines;

/// <summary>Looks regularly whether lanes were reset, on the connection that holds them and that has nothing else to do while the command runs.</summary>
internal sealed class ResetWatch : IAsyncDisposable
{
    /// <summary>A look costs the server a fraction of a millisecond.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly HeldLanes _lanes;
    private readonly Timeline _timeline;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _looking;
    private IReadOnlyDictionary<int, string>? _last;

    /// <summary>Begins to look.</summary>
    public ResetWatch(HeldLanes lanes, Timeline timeline)
    {
        (_lanes, _timeline) = (lanes, timeline);
        _looking = LookAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _looking;
        _end.Dispose();
    }

    private async Task LookAsync()
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            _last = await _lanes.ReadResetTracesAsync();
            while (await NextAsync(timer)) await CompareAsync();
            await CompareAsync();
        }
        catch (LaneException error)
        {
            _timeline.GoBlind(error.Message);
        }
    }

    private async Task CompareAsync()
    {
        var now = await _lanes.ReadResetTracesAsync();
        _timeline.Look(now.Where(trace => _last!.GetValueOrDefault(trace.Key) != trace.Value).Select(trace => trace.Key));
        _last = now;
    }

    private async Task<bool> NextAsync(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(_end.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
