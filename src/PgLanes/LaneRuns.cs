using PgLanes.Catalog;
using PgLanes.Leasing;
using PgLanes.Sql;

namespace PgLanes;

/// <summary>Lanes in which processes work that do not end with the holder: those that <c>pglanes run</c> started. Where a holder was killed, they
/// are kept out of the next lease.</summary>
internal sealed class LaneRuns(PoolContext pool)
{
    private static readonly string EndQuery = KindReader.QueryText("end_sessions.sql");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly string _runs = Identifier.Quote(pool.Options.Schema, "runs");

    /// <summary>Records that others work in the lanes from now on.</summary>
    public Task BeginAsync(Keeper keeper, IReadOnlyList<LaneRow> lanes, CancellationToken cancellationToken) => Registry.ExecuteAsync(
        keeper.Connection, $"INSERT INTO {_runs} (lane) SELECT pg_catalog.unnest($1) ON CONFLICT DO NOTHING", [Registry.Numbers(lanes.Select(lane => lane.Id))], cancellationToken);

    /// <summary>Records that the holder returns the lanes.</summary>
    public Task EndAsync(Keeper keeper, IReadOnlyList<LaneRow> lanes, CancellationToken cancellationToken) => keeper.UseAsync(
        async c =>
        {
            await Registry.ExecuteAsync(c, $"DELETE FROM {_runs} WHERE lane = ANY ($1)", [Registry.Numbers(lanes.Select(lane => lane.Id))], cancellationToken).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>Ends the sessions that the command of a killed holder has on the lane, and keeps new ones out where the lane is sealed: it gets another
    /// password. The keeper holds the lane's lock.</summary>
    public async Task<LaneRow> ClearAsync(Keeper keeper, LaneRow lane, CancellationToken cancellationToken)
    {
        if (!lane.IsInRun) return lane;
        if (lane.Seal is not null)
        {
            var seal = await pool.Seals.MakeAsync(keeper.Connection, lane with { Seal = null }, cancellationToken).ConfigureAwait(false);
            lane = lane with { Seal = seal };
        }

        for (var deadline = new Deadline(Patience); ;)
        {
            var ended = await Registry.ListAsync(
                keeper.Connection, EndQuery, [Registry.Text(lane.Database), Registry.Text(lane.Seal?.Role), Registry.Texts(lane.Schemas)],
                row => (Pid: row.Number("pid"), Application: row.Text("application")), cancellationToken).ConfigureAwait(false);
            foreach (var (pid, application) in ended) pool.Log.EndedLeftBehind(lane.Number, lane.Name, pid, application);
            if (ended.Count == 0 || deadline.IsOver) break;
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }

        await EndAsync(keeper, [lane], cancellationToken).ConfigureAwait(false);
        return lane with { IsInRun = false };
    }
}
