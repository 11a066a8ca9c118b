using Npgsql;
using PgLanes.Cloning;
using PgLanes.Leasing;
using PgLanes.Model;
using PgLanes.Proof;
using PgLanes.Sql;

namespace PgLanes;

/// <summary>Lanes that are databases: copies of the version's seed, made under another name and renamed once they are proved.</summary>
internal sealed class DatabaseLanes(PoolContext pool) : ILaneMaterial
{
    public Task<BaselineModel> CaptureAsync(NpgsqlConnection connection, int version, CancellationToken cancellationToken) =>
        new SeedMaker(pool).MakeAsync(connection, version, cancellationToken);

    public async Task CheckAsync(NpgsqlConnection connection, LaneRow lane, CancellationToken cancellationToken)
    {
        var comment = await new DatabaseCopier(connection).CommentAsync(lane.Name, cancellationToken).ConfigureAwait(false);
        if (comment is null || (comment == lane.Mark && lane.State is not null)) return;
        throw new TemplateException(
            $"Lane {lane.Number} cannot be made: database \"{lane.Name}\" is there and is no lane of this template, so it is left alone; " +
            "drop or rename it, or choose another name format.")
        {
            LaneNumber = lane.Number,
            ObjectName = lane.Name,
        };
    }

    public Task ClearAsync(NpgsqlConnection connection, LaneRow lane, int sideBySide, CancellationToken cancellationToken) =>
        DropAsync(connection, pool.Home, lane, pool.Options.EndBlockers, cancellationToken);

    public async Task BuildAsync(Keeper keeper, LaneRow lane, int sideBySide, Action<string, double> report, CancellationToken cancellationToken)
    {
        report("copying", 0.1);
        var copier = new DatabaseCopier(keeper.Connection);
        var workplace = pool.Home.WorkplaceName(lane);
        await copier.CopyAsync(pool.Home.SeedName(keeper.Version), workplace, lane.Mark, cancellationToken).ConfigureAwait(false);
        await copier.CopyPropertiesAsync(pool.Template.Info.Database, workplace, cancellationToken).ConfigureAwait(false);
        report("proving", 0.8);
        await ProveAsync(workplace, lane, cancellationToken).ConfigureAwait(false);
        await copier.RenameAsync(workplace, lane.Name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Drops what there is of a lane, under its name where it bears the mark.</summary>
    /// <exception cref="LaneBlockedException">Others are at work in it.</exception>
    public static async Task DropAsync(NpgsqlConnection connection, Home home, LaneRow lane, bool endBlockers, CancellationToken cancellationToken)
    {
        var copier = new DatabaseCopier(connection);
        await copier.DropAsync(home.WorkplaceName(lane), endAll: true, cancellationToken).ConfigureAwait(false);
        if (await copier.CommentAsync(lane.Name, cancellationToken).ConfigureAwait(false) != lane.Mark) return;
        try
        {
            await copier.DropAsync(lane.Name, endBlockers, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.ObjectInUse)
        {
            var sessions = await copier.SessionsAsync(lane.Name, cancellationToken).ConfigureAwait(false);
            throw new LaneBlockedException(
                $"Lane {lane.Number} was not dropped: {(sessions.Count == 0 ? exception.MessageText : string.Join("; ", sessions))}, in database \"{lane.Name}\". " +
                (endBlockers ? "End that work." : "End that work, or set LanePoolOptions.EndBlockers; from a shell, run pglanes down --force."), exception)
            {
                LaneNumber = lane.Number,
                ObjectName = lane.Name,
            };
        }
    }

    private async Task ProveAsync(string workplace, LaneRow lane, CancellationToken cancellationToken)
    {
        var connector = pool.Connector.For(workplace);
        await using var _ = connector.ConfigureAwait(false);
        var connection = await connector.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = connection.ConfigureAwait(false);
        await Registry.ExecuteAsync(
            connection, $"UPDATE {Identifier.Quote(pool.Options.Schema)}.lanes SET number = $1", [Registry.Number(lane.Number)], cancellationToken).ConfigureAwait(false);
        var model = await pool.ModelAsync(null, cancellationToken).ConfigureAwait(false);
        var proof = await LaneProver.ProveAsync(connection, lane.Number, model, pool.SchemasBesideLanes, cancellationToken).ConfigureAwait(false);
        if (!proof.IsIdentical) throw new LaneProofException(proof with { Name = lane.Name });
    }
}
