using System.Diagnostics;
using Npgsql;
using PgLanes.Leasing;
using PgLanes.Reset;

namespace PgLanes;

/// <summary>Makes one lane: drops what stands there of it, has it made and proved. The caller holds the lane's lock.</summary>
internal sealed class LaneMaker(PoolContext pool)
{
    // Cleaning up is not cancelled with what failed, but has an end of its own.
    private static readonly TimeSpan CleaningPatience = TimeSpan.FromSeconds(30);

    /// <param name="keeper">Holds the lane's lock.</param>
    /// <param name="lane">The lane as the registry has it.</param>
    /// <param name="sideBySide">How many lanes are made at once: they share the server's lock table.</param>
    /// <param name="progress">Told of each step.</param>
    /// <param name="cancellationToken">Ends the making; what there is of the lane is dropped.</param>
    public async Task MakeAsync(Keeper keeper, LaneRow lane, int sideBySide, IProgress<LaneProgress>? progress, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var connection = keeper.Connection;
        void Report(string step, double fraction) => progress?.Report(new LaneProgress(lane.Number, lane.Name, step, fraction));

        await pool.Material.CheckAsync(connection, lane, cancellationToken).ConfigureAwait(false);
        try
        {
            Report("clearing", 0.05);
            await pool.Registry.SetStateAsync(connection, lane, LaneState.Building, keeper.Version, cancellationToken).ConfigureAwait(false);
            if (lane.Seal is not null) await pool.Seals.RecordAsync(connection, lane, isApplied: false, cancellationToken).ConfigureAwait(false);
            await keeper.LeaveAsync(lane).ConfigureAwait(false);
            await new BlockerWatch(pool.Options, pool.On).RunAsync(
                connection, lane, $"Lane {lane.Number} was not made",
                async token =>
                {
                    await pool.Material.ClearAsync(connection, lane, sideBySide, token).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
            await pool.Material.BuildAsync(keeper, lane, sideBySide, Report, cancellationToken).ConfigureAwait(false);
            await new LaneSealer(pool).SealAsync(keeper, lane with { Seal = lane.Seal is { } seal ? seal with { IsApplied = false } : null }, cancellationToken).ConfigureAwait(false);
            await pool.Registry.SetStateAsync(connection, lane, LaneState.Ready, keeper.Version, cancellationToken).ConfigureAwait(false);
            await pool.Baselines.DropUnusedAsync(connection, keeper.Template, keeper.Version, cancellationToken).ConfigureAwait(false);
        }
        catch (LaneBlockedException)
        {
            // What could not be dropped cannot be cleaned up, either; the lane stays marked as building.
            throw;
        }
        catch (Exception exception)
        {
            pool.Log.NotMade(exception, lane.Number, lane.Name);
            await CleanUpAsync(keeper, lane).ConfigureAwait(false);
            if (ServerErrors.IsUnexplained(exception)) throw ServerErrors.WhenRunning($"Lane {lane.Number} was not made", exception, lane.Number);
            throw;
        }

        pool.Log.Made(lane.Number, lane.Name, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        Report("ready", 1);
    }

    private async Task CleanUpAsync(Keeper keeper, LaneRow lane)
    {
        using var patience = new CancellationTokenSource(CleaningPatience);
        try
        {
            if (!keeper.IsAlive) return;
            await keeper.LeaveAsync(lane).ConfigureAwait(false);
            await pool.Material.ClearAsync(keeper.Connection, lane, sideBySide: 1, patience.Token).ConfigureAwait(false);
            await pool.Seals.DropAsync(keeper.Connection, lane.Id, patience.Token).ConfigureAwait(false);
            await pool.Registry.SetStateAsync(keeper.Connection, lane, state: null, version: null, patience.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (ServerErrors.IsUnexplained(exception) || exception is OperationCanceledException or LaneException)
        {
            pool.Log.NotCleaned(exception, lane.Number, lane.Name);
        }
    }
}
