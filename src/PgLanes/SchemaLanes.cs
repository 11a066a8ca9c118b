using Npgsql;
using PgLanes.Cloning;
using PgLanes.Leasing;
using PgLanes.Model;
using PgLanes.Proof;
using PgLanes.Reset;

namespace PgLanes;

/// <summary>Lanes that are schemas beside the template's: cloned statement by statement, and proved.</summary>
internal sealed class SchemaLanes(PoolContext pool) : ILaneMaterial
{
    public async Task<BaselineModel> CaptureAsync(NpgsqlConnection connection, int version, CancellationToken cancellationToken)
    {
        var model = await pool.ModelAsync(connection, cancellationToken).ConfigureAwait(false);
        var data = PartitionedData.For(pool.Options.Data, model);
        var baseline = await new BaselineCapture(connection, model, pool.Options.Schema, pool.Connector.Facts.LockBudget)
            .RunAsync(StoredBaseline.Prefix(version), data.Keeps, data.Condition, cancellationToken).ConfigureAwait(false);
        // What changed while it was copied would be neither what the fingerprint says nor what is there now.
        await pool.ConfirmAsync(connection, cancellationToken).ConfigureAwait(false);
        return baseline;
    }

    public async Task CheckAsync(NpgsqlConnection connection, LaneRow lane, CancellationToken cancellationToken)
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

        var own = await OwnSchemas.ReadAsync(connection, pool.Options, lane, cancellationToken).ConfigureAwait(false);
        await OwnSchemas.CheckDependentsAsync(connection, pool.Options, own, cancellationToken).ConfigureAwait(false);
        if (!pool.Connector.Facts.MayCreateSchemas) throw pool.Registry.MayNotCreate(pool.Connector.Facts);
    }

    public async Task ClearAsync(NpgsqlConnection connection, LaneRow lane, int sideBySide, CancellationToken cancellationToken)
    {
        // Between the check and the building another could have made a schema of that name: only what bears the mark is dropped.
        var own = await OwnSchemas.ReadAsync(connection, pool.Options, lane, cancellationToken).ConfigureAwait(false);
        await Builder(connection, sideBySide).DropAsync(own, cancellationToken).ConfigureAwait(false);
        await LaneResetter.RemoveAsync(connection, pool.Options.Schema, lane.Id, cancellationToken).ConfigureAwait(false);
    }

    public async Task BuildAsync(Keeper keeper, LaneRow lane, int sideBySide, Action<string, double> report, CancellationToken cancellationToken)
    {
        report("cloning", 0.1);
        var (connection, tool) = (keeper.Connection, pool.Options.Schema);
        var model = await pool.ModelAsync(connection, cancellationToken).ConfigureAwait(false);
        var names = pool.Names(lane.Number);
        var baseline = await pool.Baselines.ReadAsync(connection, keeper.Version, cancellationToken).ConfigureAwait(false);
        var script = pool.Script(model, lane.Number, baseline);
        await Builder(connection, sideBySide).BuildAsync(script, names, baseline, lane.Mark, cancellationToken).ConfigureAwait(false);
        report("proving", 0.8);
        var proof = await LaneProver.ProveAsync(connection, lane.Number, script.Target, pool.SchemasBesideLanes, cancellationToken).ConfigureAwait(false);
        if (!proof.IsIdentical) throw new LaneProofException(proof);
        report("preparing reset", 0.95);
        await LaneResetter.InstallAsync(connection, tool, lane.IdBesideRows, script.Target, names, baseline, cancellationToken).ConfigureAwait(false);
        await LaneShape.RecordAsync(connection, tool, lane.IdBesideRows, lane.Schemas, cancellationToken).ConfigureAwait(false);
    }

    private LaneBuilder Builder(NpgsqlConnection connection, int sideBySide) =>
        new(connection, pool.Options.Schema, Math.Max(100, pool.Connector.Facts.LockBudget / sideBySide));
}
