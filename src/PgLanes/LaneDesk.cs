using System.Diagnostics;
using PgLanes.Leasing;
using PgLanes.Reset;

namespace PgLanes;

/// <summary>Where taken lanes are made, or reset, before they are handed out.</summary>
internal sealed class LaneDesk(PoolContext pool, LaneQueue queue)
{
    private readonly LaneMaker _maker = new(pool);
    private readonly LaneSealer _sealer = new(pool);
    private readonly LaneInspector _inspector = new(pool);
    private readonly LaneQuarantine _quarantine = new(pool);
    private readonly LaneRuns _runs = new(pool);

    /// <summary>Returns how programs reach a lane, whether it is there or not.</summary>
    public LaneAddress AddressOf(int number)
    {
        var most = pool.Connector.Facts.Connections.PerLane(pool.Connector.Demand);
        var name = LaneNaming.Name(pool.Options, number);
        var connector = pool.Options.Kind == LaneKind.Database ? pool.On(name) : pool.Connector;
        var server = connector.Detour ?? connector.Server;
        if (pool.Options.Seal)
        {
            var seal = pool.SealOf(number) ?? throw new InvalidOperationException(
                $"Lane {number} ({name}) is not known to be sealed, so it has no address yet; EnsureAsync or a lease makes it (pglanes up --seal), GetStatusAsync looks for it.");
            server = new Npgsql.NpgsqlConnectionStringBuilder(server.ConnectionString) { Username = seal.Role, Password = seal.Password };
        }

        // A pooler does not take what the role brings along anyway.
        return AddressBook.For(server, number, name, pool.PathOf(number), most, carriesPath: connector.Detour is null || !pool.Options.Seal);
    }

    /// <summary>Takes any free lane, makes it ready, and wraps it for the user. One that other sessions block is passed by while another one is free.</summary>
    /// <param name="deadline">Until when a lane is waited for, and another one is tried.</param>
    /// <param name="wrap">Makes what the user holds.</param>
    /// <param name="cancellationToken">Ends the wait and the making.</param>
    public async Task<T> HandOutAnyAsync<T>(Deadline deadline, Func<LaneLease, T> wrap, CancellationToken cancellationToken)
    {
        var (keeper, id) = await queue.TakeAnyAsync(deadline, cancellationToken).ConfigureAwait(false);
        return await HandOutOrPassByAsync(keeper, id, deadline, wrap, cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> HandOutOrPassByAsync<T>(Keeper keeper, int id, Deadline deadline, Func<LaneLease, T> wrap, CancellationToken cancellationToken)
    {
        LaneLease? lease = null;
        try
        {
            lease = await PrepareAsync(keeper, [id], isRun: false, cancellationToken).ConfigureAwait(false);
            return wrap(lease);
        }
        catch (LaneBlockedException exception)
        {
            // The lock is kept meanwhile, so that it is another lane.
            if (deadline.IsOver || await queue.TryTakeAnyAsync(cancellationToken).ConfigureAwait(false) is not { } free) throw;
            pool.Log.PassedBy(exception, exception.LaneNumber);
            return await HandOutOrPassByAsync(free.Keeper, free.Lane, deadline, wrap, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (lease is null) await GiveUpAsync(keeper).ConfigureAwait(false);
        }
    }

    /// <summary>Makes lanes whose locks <paramref name="keeper"/> holds ready, and wraps them for the user. On an error the keeper is disposed.</summary>
    /// <param name="keeper">Holds the locks.</param>
    /// <param name="ids">The lanes.</param>
    /// <param name="wrap">Makes what the user holds.</param>
    /// <param name="isRun">Whether other processes will work in the lanes, which do not end with this one.</param>
    /// <param name="cancellationToken">Ends the making.</param>
    public async Task<T> HandOutAsync<T>(
        Keeper keeper, IReadOnlyList<int> ids, Func<LaneLease, T> wrap, bool isRun, CancellationToken cancellationToken)
    {
        try
        {
            return wrap(await PrepareAsync(keeper, ids, isRun, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await GiveUpAsync(keeper).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<LaneLease> PrepareAsync(Keeper keeper, IReadOnlyList<int> ids, bool isRun, CancellationToken cancellationToken)
    {
        keeper.Listen();
        // Read under the locks: whoever had a lane before may have changed it.
        var lanes = await pool.Registry.TakenAsync(keeper.Connection, keeper.Template, ids, cancellationToken).ConfigureAwait(false);
        foreach (var lane in lanes) await PrepareAsync(keeper, lane, cancellationToken).ConfigureAwait(false);
        if (isRun) await _runs.BeginAsync(keeper, lanes, cancellationToken).ConfigureAwait(false);
        var start = await Leftovers.StartAsync(keeper.Connection, cancellationToken).ConfigureAwait(false);
        foreach (var lane in lanes) pool.Log.Leased(lane.Number, lane.Name);
        keeper.WhenStale(() =>
        {
            foreach (var lane in lanes) pool.Log.Stale(lane.Number, lane.Name);
        });
        return new LaneLease(pool, keeper, start, lanes, [.. lanes.Select(lane => AddressOf(lane.Number))], isRun, queue.SignalReturn);
    }

    private async Task GiveUpAsync(Keeper keeper)
    {
        await keeper.DisposeAsync().ConfigureAwait(false);
        queue.SignalReturn();
        await ForgetAsync().ConfigureAwait(false);
    }

    private async Task PrepareAsync(Keeper keeper, LaneRow lane, CancellationToken cancellationToken)
    {
        lane = await _runs.ClearAsync(keeper, lane, cancellationToken).ConfigureAwait(false);
        if (lane.IsFresh(keeper.Version) && await TryResetAsync(keeper, lane, cancellationToken).ConfigureAwait(false))
            await _sealer.SealAsync(keeper, lane, cancellationToken).ConfigureAwait(false);
        else
            await _maker.MakeAsync(keeper, lane, sideBySide: 1, progress: null, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> TryResetAsync(Keeper keeper, LaneRow lane, CancellationToken cancellationToken)
    {
        try
        {
            if (!await IsAsMadeAsync(keeper, lane, cancellationToken).ConfigureAwait(false)) return false;
            if (pool.Options.ResetOn.HasFlag(ResetOn.Lease)) await ResetAsync(keeper, lane, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Npgsql.PostgresException exception) when (keeper.IsAlive && !cancellationToken.IsCancellationRequested)
        {
            pool.Log.NotReset(exception, lane.Number, lane.Name);
            return false;
        }
        catch (Exception exception) when (exception is LaneBlockedException || (exception is Npgsql.PostgresException && !keeper.IsAlive))
        {
            await _quarantine.SetAsync(keeper, lane, exception).ConfigureAwait(false);
            throw;
        }
    }

    private Task<(int Tables, int Sequences, int Views)> ResetAsync(Keeper keeper, LaneRow lane, CancellationToken cancellationToken) => keeper.UseAsync(
        lane,
        c => new BlockerWatch(pool.Options, pool.On).RunAsync(
            c, lane, $"Lane {lane.Number} was not reset",
            token => LaneResetter.RunAsync(c, pool.Options.Schema, lane.IdBesideRows, token), cancellationToken),
        cancellationToken);

    /// <summary>Makes one lane where it is not there and fresh, or waits for whoever does.</summary>
    public async Task<LaneReport> EnsureAsync(int number, int sideBySide, IProgress<LaneProgress>? progress, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var created = false;
        var deadline = new Deadline(pool.Options.LeaseTimeout);
        var keeper = await pool.OpenKeeperAsync(cancellationToken).ConfigureAwait(false);
        await using (keeper.ConfigureAwait(false))
        {
            // What a process left that ended between making lanes anew and dropping the rows that they had been made of.
            if (number == 1) await pool.Baselines.DropUnusedAsync(keeper.Connection, keeper.Template, keeper.Version, cancellationToken).ConfigureAwait(false);
            while (true)
            {
                var lane = await pool.Registry.LaneAsync(keeper.Connection, keeper.Template, number, cancellationToken).ConfigureAwait(false);
                var isThere = IsThere(lane, keeper);
                if (await pool.Registry.Locks.Lane(lane.Id).TryAsync(keeper.Connection, cancellationToken).ConfigureAwait(false))
                {
                    // Read again under the lock: another process may have made the lane just now.
                    lane = await pool.Registry.LaneAsync(keeper.Connection, keeper.Template, number, cancellationToken).ConfigureAwait(false);
                    isThere = IsThere(lane, keeper);
                    if (isThere && await IsAsMadeOrInUseAsync(keeper, lane, cancellationToken).ConfigureAwait(false)) break;
                    lane = await _runs.ClearAsync(keeper, lane, cancellationToken).ConfigureAwait(false);
                    if (!isThere && await TrySealAsync(keeper, lane, cancellationToken).ConfigureAwait(false)) break;
                    await _maker.MakeAsync(keeper, lane, sideBySide, progress, cancellationToken).ConfigureAwait(false);
                    created = true;
                    break;
                }

                // Who holds it compares it when returning it.
                if (isThere) break;
                progress?.Report(new LaneProgress(number, lane.Name, "waiting", 0));
                if (lane.State != LaneState.Building && deadline.IsOver)
                    throw await queue.TimeoutAsync(number, cancellationToken).ConfigureAwait(false);
                await Task.Delay(TimeSpan.FromMilliseconds(50 + Random.Shared.Next(50)), cancellationToken).ConfigureAwait(false);
            }

            await pool.HandBackAsync(keeper).ConfigureAwait(false);
        }

        if (created) queue.SignalReturn();
        else progress?.Report(new LaneProgress(number, LaneNaming.Name(pool.Options, number), "ready", 1));
        var address = AddressOf(number);
        return new LaneReport(number, address.Name, pool.Options.Kind, LaneState.Ready, created, Stopwatch.GetElapsedTime(start), address.Url);
    }

    private Task<bool> IsAsMadeAsync(Keeper keeper, LaneRow lane, CancellationToken cancellationToken) =>
        keeper.UseAsync(lane, c => _inspector.IsAsMadeAsync(c, lane, cancellationToken), cancellationToken);

    // Somebody may work in a lane without leasing it. Whoever leases it compares it.
    private async Task<bool> IsAsMadeOrInUseAsync(Keeper keeper, LaneRow lane, CancellationToken cancellationToken)
    {
        try
        {
            return await IsAsMadeAsync(keeper, lane, cancellationToken).ConfigureAwait(false);
        }
        catch (LaneBlockedException exception)
        {
            pool.Log.NotCompared(exception, lane.Number, lane.Name);
            return true;
        }
    }

    private bool IsThere(LaneRow lane, Keeper keeper)
    {
        pool.Remember(lane);
        return lane.IsFresh(keeper.Version) && (!pool.Options.Seal || lane.Seal is { IsApplied: true });
    }

    // One that is fresh was made without a seal.
    private async Task<bool> TrySealAsync(Keeper keeper, LaneRow lane, CancellationToken cancellationToken)
    {
        if (!lane.IsFresh(keeper.Version)) return false;
        if (!await IsAsMadeAsync(keeper, lane, cancellationToken).ConfigureAwait(false)) return false;
        await _sealer.SealAsync(keeper, lane, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Drops the registry where it holds no lane: what failed before there was any leaves nothing behind.</summary>
    public async Task ForgetAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            await new LaneDropper(pool.Options, pool.Connector, pool.Home).ForgetIfUnusedAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is LaneException or Npgsql.NpgsqlException or OperationCanceledException)
        {
            pool.Log.NotForgotten(exception);
        }
    }
}
