using System.Diagnostics;

namespace PgLanes.Leasing;

/// <summary>A span of time that several waits share.</summary>
internal sealed class Deadline(TimeSpan span)
{
    private readonly long _start = Stopwatch.GetTimestamp();

    public TimeSpan Span => span;

    public TimeSpan Remaining => span - Stopwatch.GetElapsedTime(_start) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    public bool IsOver => Remaining == TimeSpan.Zero;

    /// <summary>Returns whether <paramref name="wait"/> ended in time. Cancellation by the caller is thrown.</summary>
    public async Task<bool> AllowsAsync(Func<CancellationToken, Task> wait, CancellationToken cancellationToken)
    {
        if (IsOver) return false;
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        both.CancelAfter(Remaining);
        try
        {
            await wait(both.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
