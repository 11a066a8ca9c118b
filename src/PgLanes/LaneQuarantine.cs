using Npgsql;
using PgLanes.Leasing;

namespace PgLanes;

/// <summary>Marks lanes that could not be put back, so that the next lease makes them anew.</summary>
internal sealed class LaneQuarantine(PoolContext pool)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Marks a lane; a failure of that is logged.</summary>
    /// <param name="keeper">Holds the lane. The driver gives a connection up where the server speaks of an error of its own; then another one is opened.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="cause">What failed; null where the lane was found to be changed.</param>
    public Task SetAsync(Keeper keeper, LaneRow lane, Exception? cause = null) => TryAsync(lane, async patience =>
    {
        if (keeper.IsAlive)
            await keeper.UseAsync(c => MarkAsync(c, lane, keeper, patience), patience).ConfigureAwait(false);
        // A connection that was only lost says nothing of the lane.
        else if ((cause as PostgresException ?? cause?.InnerException as PostgresException) is { } refused && !ServerErrors.IsEndOfSession(refused))
            await MarkOnAnotherAsync(lane, keeper, patience).ConfigureAwait(false);
    });

    /// <summary>Marks a lane that was ready and was not leased for what failed; a failure of that is logged.</summary>
    public Task SetFromOutsideAsync(LaneRow lane) => TryAsync(lane, async patience =>
    {
        if (await pool.Home.FindAsync(patience).ConfigureAwait(false) is not { } connection) return;
        await using var _ = connection.ConfigureAwait(false);
        await pool.Registry.SetStateAsync(connection, lane, LaneState.Quarantined, lane.Version, patience).ConfigureAwait(false);
    });

    private async Task TryAsync(LaneRow lane, Func<CancellationToken, Task> mark)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await mark(patience.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (ServerErrors.IsUnexplained(exception) || exception is OperationCanceledException or LaneException)
        {
            pool.Log.NotReset(exception, lane.Number, lane.Name);
        }
    }

    private async Task MarkOnAnotherAsync(LaneRow lane, Keeper lost, CancellationToken cancellationToken)
    {
        var keeper = await pool.OpenKeeperAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = keeper.ConfigureAwait(false);
        await MarkAsync(keeper.Connection, lane, lost, cancellationToken).ConfigureAwait(false);
        await pool.HandBackAsync(keeper).ConfigureAwait(false);
    }

    private async Task<bool> MarkAsync(NpgsqlConnection connection, LaneRow lane, Keeper keeper, CancellationToken cancellationToken)
    {
        await pool.Registry.SetStateAsync(connection, lane, LaneState.Quarantined, lane.Version ?? keeper.Version, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
