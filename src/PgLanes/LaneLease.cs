using System.Diagnostics;
using Npgsql;
using PgLanes.Audit;
using PgLanes.Leasing;
using PgLanes.Proof;
using PgLanes.Reset;

namespace PgLanes;

/// <summary>What a lane and a group of lanes have in common: the keeper, the resets, the return.</summary>
internal sealed class LaneLease(
    PoolContext pool, Keeper keeper, LeaseStart leased, IReadOnlyList<LaneRow> lanes, IReadOnlyList<LaneAddress> addresses, bool isRun, Action signalReturn)
{
    private static readonly TimeSpan ReturnPatience = TimeSpan.FromSeconds(15);
    private readonly LaneInspector _inspector = new(pool);
    private readonly LaneQuarantine _quarantine = new(pool);
    private readonly BlockerWatch _watch = new(pool.Options, pool.On);
    private int _disposed;
    private bool _isKept;
    private bool _isLost;
    private volatile bool _isLossTold;

    public IReadOnlyList<LaneAddress> Addresses => addresses;

    public LaneKind Kind => pool.Options.Kind;

    public PoolContext Pool => pool;

    public bool IsStale => keeper.IsStale;

    /// <summary>Whether the connection that holds the lanes has not broken, as far as that is known.</summary>
    public bool IsHeld => keeper.IsAlive;

    /// <summary>Makes sure that the connection that holds the lanes has not broken, as far as that is known. No round trip.</summary>
    /// <exception cref="LaneLostException">It has.</exception>
    public void CheckHeld(int number)
    {
        if (Volatile.Read(ref _disposed) == 0 && !keeper.IsAlive) throw Lost(number);
    }

    /// <summary>Makes sure that the lanes were not returned, either.</summary>
    /// <exception cref="LaneLostException">As for <see cref="CheckHeld"/>.</exception>
    public void CheckLeased(int number)
    {
        if (Volatile.Read(ref _disposed) == 1)
            throw new ObjectDisposedException(nameof(Lane), $"Lane {number} was returned, and another test may have it: make connections before that, or lease a lane again.");
        CheckHeld(number);
    }

    /// <summary>Resets one of the lanes on the keeper. A failure quarantines it.</summary>
    public async Task<LaneReset> ResetAsync(int number, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) == 1, typeof(Lane));
        var lane = lanes.First(l => l.Number == number);
        var start = Stopwatch.GetTimestamp();
        try
        {
            var done = await keeper.UseAsync(lane, c => RunAsync(c, lane, cancellationToken), cancellationToken).ConfigureAwait(false);
            return new LaneReset(number, lane.Name, done.Tables, done.Sequences, done.Views, Stopwatch.GetElapsedTime(start));
        }
        catch (Exception exception) when (ServerErrors.IsUnexplained(exception) || exception is InvalidOperationException)
        {
            await _quarantine.SetAsync(keeper, lane, exception).ConfigureAwait(false);
            _isLossTold |= !keeper.IsAlive;
            throw ServerErrors.WhenRunning($"Lane {number} was not reset", exception, number);
        }
        catch (Exception exception) when (exception is OperationCanceledException or LaneException)
        {
            await _quarantine.SetAsync(keeper, lane, exception).ConfigureAwait(false);
            throw;
        }
    }

    public Task FlushCountsAsync(CancellationToken cancellationToken) => keeper.UseAsync(
        async connection =>
        {
            await SnapshotReader.FlushAsync(connection, cancellationToken).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>Returns for each lane what changes with each reset that puts something back. One round trip, or one for each lane that is a database.</summary>
    public async Task<IReadOnlyDictionary<int, string>> ReadResetTracesAsync(CancellationToken cancellationToken)
    {
        var traces = new Dictionary<int, string>();
        foreach (var beside in lanes.GroupBy(lane => lane.Database))
        {
            var read = await ExplainAsync(
                beside.First().Number, "could not be watched for resets",
                () => keeper.UseAsync(
                    beside.First(), c => ResetTraces.ReadAsync(c, pool.Options.Schema, beside.Select(lane => lane.IdBesideRows), cancellationToken), cancellationToken))
                .ConfigureAwait(false);
            foreach (var (id, trace) in read) traces[beside.First(lane => lane.IdBesideRows == id).Number] = trace;
        }

        return traces;
    }

    /// <summary>Lists the rows of one of the lanes that differ from the baseline.</summary>
    public async Task<IReadOnlyList<TableDifference>> CompareAsync(int number, int most, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) == 1, typeof(Lane));
        const string What = "could not be compared with its baseline";
        var lane = lanes.First(l => l.Number == number);
        var model = await ExplainAsync(number, What, () => pool.ModelAsync(null, cancellationToken)).ConfigureAwait(false);
        var target = pool.Target(model, number);
        var baseline = await ExplainAsync(
            number, What, () => keeper.UseAsync(c => pool.Baselines.ReadAsync(c, keeper.Version, cancellationToken), cancellationToken)).ConfigureAwait(false);
        return await ExplainAsync(
            number, What,
            () => keeper.UseAsync(
                lane,
                c => new RowLister(c, pool.Options.Schema, target.SearchPath, most).ListAsync(target, pool.Names(number), baseline, cancellationToken),
                cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Sets one of the lanes aside, and with it the connection that holds them.</summary>
    public async Task<bool> KeepAsync(int number, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) == 1, typeof(Lane));
        var lane = lanes.First(l => l.Number == number);
        _isKept = await ExplainAsync(
            number, "was not set aside",
            () => keeper.UseAsync(c => pool.Registry.KeepAsync(c, lane, keeper.Template, pool.OpenedAt, cancellationToken), cancellationToken)).ConfigureAwait(false);
        return _isKept;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        if (_isKept)
        {
            pool.Keep(keeper);
            return;
        }

        using var patience = new CancellationTokenSource(ReturnPatience);
        try
        {
            var isReturned = true;
            foreach (var lane in lanes) isReturned &= await TryAsync(lane, () => ReturnAsync(lane, patience.Token)).ConfigureAwait(false);
            // Where something went wrong, whoever leases next ends what the command left behind.
            if (isRun && isReturned) await TryAsync(lanes[0], () => new LaneRuns(pool).EndAsync(keeper, lanes, patience.Token)).ConfigureAwait(false);
        }
        finally
        {
            await pool.HandBackAsync(keeper).ConfigureAwait(false);
            signalReturn();
            foreach (var lane in lanes) pool.Log.Returned(lane.Number, lane.Name);
        }

        if (_isLost && !_isLossTold) throw Lost(lanes[0].Number);
    }

    // What cannot be done for one lane is done for the others. The next lease resets it again, or makes it anew.
    private async Task<bool> TryAsync(LaneRow lane, Func<Task> work)
    {
        try
        {
            if (keeper.IsAlive)
            {
                await work().ConfigureAwait(false);
                return true;
            }
        }
        catch (Exception exception) when (ServerErrors.IsUnexplained(exception) || exception is OperationCanceledException or LaneException)
        {
            pool.Log.NotReset(exception, lane.Number, lane.Name);
        }

        _isLost |= !keeper.IsAlive;
        return false;
    }

    private LaneLostException Lost(int number)
    {
        _isLossTold = true;
        return new LaneLostException(
            $"Lane {number} was lost: the connection that held it broke, so another process may have used it since; do not trust what was seen there, and lease a lane again.")
        {
            LaneNumber = number,
        };
    }

    private static async Task<T> ExplainAsync<T>(int number, string what, Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception exception) when (ServerErrors.IsUnexplained(exception) || exception is InvalidOperationException)
        {
            throw ServerErrors.WhenRunning($"Lane {number} {what}", exception, number);
        }
    }

    private async Task ReturnAsync(LaneRow lane, CancellationToken cancellationToken)
    {
        try
        {
            var isAsMade = await keeper.UseAsync(lane, c => InspectAsync(c, lane, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (!isAsMade)
                await _quarantine.SetAsync(keeper, lane).ConfigureAwait(false);
            else if (pool.Options.ResetOn.HasFlag(ResetOn.Return))
                await keeper.UseAsync(lane, c => RunAsync(c, lane, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // A reset is one transaction, so a lane is not half reset; but what made it fail may be there still.
            await _quarantine.SetAsync(keeper, lane, exception).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<bool> InspectAsync(NpgsqlConnection connection, LaneRow lane, CancellationToken cancellationToken)
    {
        await _inspector.ReportLeftoversAsync(connection, lane, leased, cancellationToken).ConfigureAwait(false);
        return await _inspector.IsAsMadeAsync(connection, lane, cancellationToken).ConfigureAwait(false);
    }

    private Task<(int Tables, int Sequences, int Views)> RunAsync(NpgsqlConnection connection, LaneRow lane, CancellationToken cancellationToken) =>
        _watch.RunAsync(
            connection, lane, $"Lane {lane.Number} was not reset",
            token => LaneResetter.RunAsync(connection, pool.Options.Schema, lane.IdBesideRows, token), cancellationToken);
}
