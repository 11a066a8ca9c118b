using System.Diagnostics;
using Npgsql;
using PgLanes.Cloning;
using PgLanes.Leasing;
using PgLanes.Proof;
using PgLanes.Reset;

namespace PgLanes;

/// <summary>Makes one lane: drops what stands there of it, clones, proves. The caller holds the lane's lock.</summary>
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
        var builder = new LaneBuilder(connection, pool.Options.Schema, Math.Max(100, pool.Connector.Facts.LockBudget / sideBySide));
        void Report(string step, double fraction) => progress?.Report(new LaneProgress(lane.Number, lane.Name, step, fraction));

        await CheckAsync(connection, lane, cancellationToken).ConfigureAwait(false);
        try
        {
            Report("clearing", 0.05);
            await pool.Registry.SetStateAsync(connection, lane, LaneState.Building, keeper.Version, cancellationToken).ConfigureAwait(false);
            await new BlockerWatch(pool.Options, pool.Connector).RunAsync(
                connection, lane, $"Lane {lane.Number} was not made",
                async token =>
                {
                    await builder.DropAsync(lane.Schemas, token).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
            Report("cloning", 0.1);
            var names = pool.Names(lane.Number);
            var baseline = await pool.Baselines.ReadAsync(connection, keeper.Version, cancellationToken).ConfigureAwait(false);
            var script = pool.Script(lane.Number, baseline);
            await builder.BuildAsync(script, names, baseline, lane.Mark, cancellationToken).ConfigureAwait(false);
            Report("proving", 0.8);
            var proof = await LaneProver.ProveAsync(connection, lane.Number, script.Target, pool.Options.Schemas, cancellationToken).ConfigureAwait(false);
            if (!proof.IsIdentical) throw new LaneProofException(proof);
            Report("preparing reset", 0.95);
            await LaneResetter.InstallAsync(connection, pool.Options.Schema, lane.Id, script, names, baseline, cancellationToken).ConfigureAwait(false);
            await LaneShape.RecordAsync(connection, pool.Options.Schema, lane.Id, lane.Schemas, cancellationToken).ConfigureAwait(false);
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
            await CleanUpAsync(keeper, lane, builder).ConfigureAwait(false);
            if (ServerErrors.IsUnexplained(exception)) throw ServerErrors.WhenRunning($"Lane {lane.Number} was not made", exception, lane.Number);
            throw;
        }

        pool.Log.Made(lane.Number, lane.Name, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        Report("ready", 1);
    }

    private async Task CheckAsync(NpgsqlConnection connection, LaneRow lane, CancellationToken cancellationToken)
    {
        // One that was never made has no right to what stands in its place, whatever a comment says.
        if (await Registry.FindCollisionAsync(connection, [(lane.Schemas, lane.Mark, lane.State is not null)], cancellationToken).ConfigureAwait(false)
            is { } taken)
        {
            throw new TemplateException(
                $"Lane {lane.Number} cannot be made: schema \"{taken}\" is there and is no lane of this template, so it is left alone; " +
                "drop or rename it, or choose another name format.")
            {
                LaneNumber = lane.Number,
                ObjectName = taken,
            };
        }

        if (!pool.Connector.Facts.MayCreateSchemas) throw pool.Registry.MayNotCreate(pool.Connector.Facts);
    }

    private async Task CleanUpAsync(Keeper keeper, LaneRow lane, LaneBuilder builder)
    {
        using var patience = new CancellationTokenSource(CleaningPatience);
        try
        {
            if (!keeper.IsAlive) return;
            // Between the check and the building another could have made a schema of that name: only what bears the mark is dropped.
            var own = await LaneDropper.MarkedAsync(keeper.Connection, lane, patience.Token).ConfigureAwait(false);
            await builder.DropAsync(own, patience.Token).ConfigureAwait(false);
            await pool.Registry.SetStateAsync(keeper.Connection, lane, state: null, version: null, patience.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException or IOException)
        {
            pool.Log.NotCleaned(exception, lane.Number, lane.Name);
        }
    }
}
