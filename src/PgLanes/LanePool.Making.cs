using System.Diagnostics;
using PgLanes.Leasing;
using PgLanes.Reset;

namespace PgLanes;

/// <content>How lanes are made, or made ready again, when they are asked for.</content>
public sealed partial class LanePool
{
    private async Task PrepareAsync(Keeper keeper, LaneRow lane, CancellationToken cancellationToken)
    {
        if (lane.IsFresh(keeper.Version))
        {
            if (!Options.ResetOn.HasFlag(ResetOn.Lease)) return;
            try
            {
                await LaneResetter.RunAsync(keeper.Connection, Options.Schema, lane.Id, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Npgsql.PostgresException exception) when (keeper.IsAlive && !cancellationToken.IsCancellationRequested)
            {
                _pool.Log.NotReset(exception, lane.Number, lane.Name);
            }
        }

        await _maker.MakeAsync(keeper, lane, sideBySide: 1, progress: null, cancellationToken).ConfigureAwait(false);
    }

    private async Task<LaneReport> EnsureOneAsync(int number, int sideBySide, IProgress<LaneProgress>? progress, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var created = false;
        var deadline = new Deadline(Options.LeaseTimeout);
        var keeper = await _pool.OpenKeeperAsync(cancellationToken).ConfigureAwait(false);
        await using (keeper.ConfigureAwait(false))
        {
            while (true)
            {
                var lane = await _pool.Registry.LaneAsync(keeper.Connection, keeper.Template, number, cancellationToken).ConfigureAwait(false);
                if (lane.IsFresh(keeper.Version)) break;
                if (await _pool.Registry.Locks.Lane(lane.Id).TryAsync(keeper.Connection, cancellationToken).ConfigureAwait(false))
                {
                    // Read again under the lock: another process may have made the lane just now.
                    lane = await _pool.Registry.LaneAsync(keeper.Connection, keeper.Template, number, cancellationToken).ConfigureAwait(false);
                    if (lane.IsFresh(keeper.Version)) break;
                    await _maker.MakeAsync(keeper, lane, sideBySide, progress, cancellationToken).ConfigureAwait(false);
                    created = true;
                    break;
                }

                progress?.Report(new LaneProgress(number, lane.Name, "waiting", 0));
                if (lane.State != LaneState.Building && deadline.IsOver)
                    throw await _queue.TimeoutAsync(number, cancellationToken).ConfigureAwait(false);
                await Task.Delay(TimeSpan.FromMilliseconds(50 + Random.Shared.Next(50)), cancellationToken).ConfigureAwait(false);
            }
        }

        if (created) _queue.SignalReturn();
        else progress?.Report(new LaneProgress(number, LaneNaming.Schemas(Options, number)[0], "ready", 1));
        var address = AddressOf(number);
        return new LaneReport(number, address.Name, Options.Kind, LaneState.Ready, created, Stopwatch.GetElapsedTime(start), address.Url);
    }

    // What failed before there was any lane leaves nothing behind.
    private async Task ForgetAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            var connection = await _pool.Connector.OpenAsync(patience.Token).ConfigureAwait(false);
            await using var _ = connection.ConfigureAwait(false);
            await new LaneDropper(Options, _pool.Connector).ForgetIfUnusedAsync(connection, patience.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is LaneException or Npgsql.NpgsqlException or OperationCanceledException)
        {
            _pool.Log.NotForgotten(exception);
        }
    }
}
