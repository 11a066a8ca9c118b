using Npgsql;
using PgLanes.Leasing;
using PgLanes.Proof;
using PgLanes.Reset;

namespace PgLanes;

/// <summary>Looks for what a test did that no reset undoes: definitions changed in the lane, and effects beyond it.</summary>
internal sealed class LaneInspector(PoolContext pool)
{
    /// <summary>Whether the lane's definitions are as they were made; warns of the object where they are not, which costs a proof.</summary>
    /// <exception cref="LaneBlockedException">Another session holds a lock on an object whose definition must be read.</exception>
    public Task<bool> IsAsMadeAsync(NpgsqlConnection connection, LaneRow lane, CancellationToken cancellationToken) => new BlockerWatch(pool.Options, pool.On).RunAsync(
        connection, lane, $"Lane {lane.Number} was not compared with its template", token => CompareAsync(connection, lane, token), cancellationToken);

    /// <summary>Warns of what stays in the database or the server after a lease that began at <paramref name="since"/>. One round trip.</summary>
    public async Task ReportLeftoversAsync(NpgsqlConnection connection, LaneRow lane, LeaseStart since, CancellationToken cancellationToken)
    {
        foreach (var leftover in await Leftovers.ReadAsync(connection, lane, since, pool.Registry.Locks.LaneClass, cancellationToken).ConfigureAwait(false))
            pool.Log.LeftOver(lane.Number, lane.Name, leftover);
    }

    private async Task<bool> CompareAsync(NpgsqlConnection connection, LaneRow lane, CancellationToken cancellationToken)
    {
        if (await LaneShape.IsAsMadeAsync(connection, pool.Options.Schema, lane.IdBesideRows, lane.Schemas, cancellationToken).ConfigureAwait(false)) return true;
        var model = await pool.ModelAsync(connection, cancellationToken).ConfigureAwait(false);
        var proof = await LaneProver.ProveAsync(
            connection, lane.Number, pool.Target(model, lane.Number), pool.SchemasBesideLanes, cancellationToken).ConfigureAwait(false);
        var objects = proof.Differences.Select(d => d.ObjectName).Concat(proof.Strays).ToList();
        const string Unnamed = "something that was made anew as it was, or what belongs to an extension, unless another version of PgLanes made the lane";
        pool.Log.Altered(lane.Number, lane.Name, objects.Count == 0 ? Unnamed : string.Join("; ", objects.Take(10)));
        return false;
    }
}
