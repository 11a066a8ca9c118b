using System.Security.Cryptography;

namespace PgLanes.Leasing;

/// <summary>Takes lanes, one for each who asks, in the order of asking: within the process by a queue, among processes by the
/// server's own, so that a wait costs one connection a process and no busy loop.</summary>
internal sealed class LaneQueue(PoolContext pool) : IDisposable
{
    private readonly SemaphoreSlim _head = new(1, 1);
    private volatile TaskCompletionSource _returned = NewSignal();

    /// <summary>Takes any free lane, a fresh one if there is one.</summary>
    public async Task<(Keeper Keeper, int Lane)> TakeAnyAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        // Zero patience still tries once.
        if (!await _head.WaitAsync(0, cancellationToken).ConfigureAwait(false)
            && !await _head.WaitAsync(deadline.Remaining, cancellationToken).ConfigureAwait(false))
            throw await TimeoutAsync(null, cancellationToken).ConfigureAwait(false);
        try
        {
            return await TakeAtHeadAsync(deadline, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _head.Release();
        }
    }

    /// <summary>Takes a lane that is free now, a fresh one if there is one; null where none is, or where others wait for one.</summary>
    public async Task<(Keeper Keeper, int Lane)?> TryTakeAnyAsync(CancellationToken cancellationToken)
    {
        var keeper = await pool.OpenKeeperAsync(cancellationToken).ConfigureAwait(false);
        int? free = null;
        try
        {
            free = await TryTakeAsync(keeper, cancellationToken).ConfigureAwait(false);
            return free is { } lane ? (keeper, lane) : null;
        }
        finally
        {
            if (free is null) await keeper.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Takes the lanes of <paramref name="numbers"/>, which ascend, all on one connection; returns their ids.</summary>
    public async Task<(Keeper Keeper, IReadOnlyList<int> Lanes)> TakeAsync(
        IReadOnlyList<int> numbers, Deadline deadline, CancellationToken cancellationToken)
    {
        var keeper = await pool.OpenKeeperAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var lanes = await pool.Registry.IdsAsync(keeper.Connection, keeper.Template, numbers, cancellationToken).ConfigureAwait(false);
            foreach (var (number, id) in numbers.Zip(lanes))
                await LockAsync(keeper, pool.Registry.Locks.Lane(id), number, deadline, cancellationToken).ConfigureAwait(false);
            return (keeper, lanes);
        }
        catch
        {
            await keeper.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Tells who waits in this process that a lane came back.</summary>
    public void SignalReturn() => Interlocked.Exchange(ref _returned, NewSignal()).TrySetResult();

    public void Dispose() => _head.Dispose();

    private async Task<(Keeper Keeper, int Lane)> TakeAtHeadAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        var keeper = await pool.OpenKeeperAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var turnstile = pool.Registry.Locks.Turnstile(keeper.Template);
            if (await TryTakeAsync(keeper, cancellationToken).ConfigureAwait(false) is { } free) return (keeper, free);
            await LockAsync(keeper, turnstile, null, deadline, cancellationToken).ConfigureAwait(false);
            for (var pause = 10; ; pause = Math.Min(pause * 2, 200))
            {
                var returned = _returned.Task;
                if (await TryTakeAsync(keeper, cancellationToken).ConfigureAwait(false) is { } lane)
                {
                    await turnstile.ReleaseAsync(keeper.Connection, cancellationToken).ConfigureAwait(false);
                    return (keeper, lane);
                }

                if (deadline.IsOver) throw await TimeoutAsync(null, cancellationToken).ConfigureAwait(false);
                var jittered = TimeSpan.FromMilliseconds(pause + RandomNumberGenerator.GetInt32(pause));
                await Task.WhenAny(returned, Task.Delay(jittered < deadline.Remaining ? jittered : deadline.Remaining, cancellationToken)).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        catch
        {
            await keeper.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<int?> TryTakeAsync(Keeper keeper, CancellationToken cancellationToken)
    {
        var take = $"SELECT {Sql.Identifier.Quote(pool.Options.Schema)}.take($1, $2, $3, $4, $5, $6)";
        return await Registry.ScalarAsync(
            keeper.Connection, take,
            [
                Registry.Number(pool.Registry.Locks.LaneClass), Registry.Number(keeper.Template),
                Registry.Number(pool.Options.MaxLanes), Registry.Number(keeper.Version), Registry.Time(pool.OpenedAt),
                Registry.Number(pool.Registry.Locks.Turnstile(keeper.Template).Class),
            ],
            cancellationToken).ConfigureAwait(false) as int?;
    }

    private async Task LockAsync(Keeper keeper, AdvisoryLock wanted, int? number, Deadline deadline, CancellationToken cancellationToken)
    {
        if (await wanted.TryAsync(keeper.Connection, cancellationToken).ConfigureAwait(false)) return;
        if (!await deadline.AllowsAsync(token => wanted.WaitAsync(keeper.Connection, token), cancellationToken).ConfigureAwait(false))
            throw await TimeoutAsync(number, cancellationToken).ConfigureAwait(false);
    }

    public async Task<LeaseTimeoutException> TimeoutAsync(int? number, CancellationToken cancellationToken)
    {
        var holders = await HoldersAsync(cancellationToken).ConfigureAwait(false);
        var relevant = number is null ? holders : [.. holders.Where(holder => holder.LaneNumber == number)];
        var what = number is null ? $"None of the {pool.Options.MaxLanes} lanes" : $"Lane {number}";
        return new LeaseTimeoutException(
            $"{what} became free within {pool.Options.LeaseTimeout.TotalSeconds:0.###} s; held by {Describe(relevant)}. " +
            "Return or end what holds them, allow more lanes, or wait longer (LeaseTimeout).")
        {
            LaneNumber = number,
            Holders = relevant,
        };
    }

    internal static string Describe(IReadOnlyList<LaneHolder> holders) =>
        holders.Count == 0 ? "nobody any more" : string.Join("; ", holders.Select(holder => holder.Describe()));

    private async Task<IReadOnlyList<LaneHolder>> HoldersAsync(CancellationToken cancellationToken)
    {
        if (await pool.Home.FindAsync(cancellationToken).ConfigureAwait(false) is not { } connection) return [];
        await using var _ = connection.ConfigureAwait(false);
        return await pool.Registry.FindTemplateAsync(connection, cancellationToken).ConfigureAwait(false) is { } template
            ? await pool.Registry.HoldersAsync(connection, template, cancellationToken).ConfigureAwait(false)
            : [];
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
