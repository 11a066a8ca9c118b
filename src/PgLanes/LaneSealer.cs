using Npgsql;
using PgLanes.Leasing;
using PgLanes.Reset;

namespace PgLanes;

/// <summary>Gives lanes roles of their own, which reach nothing else.</summary>
internal sealed class LaneSealer(PoolContext pool)
{
    private readonly LaneSeals _seals = pool.Seals;

    /// <summary>Seals a lane where the pool wants that and it is not. The lane is as it was made, and the keeper holds its lock.</summary>
    /// <exception cref="TemplateException">The role may make no roles, or the server does not let the lane's role in.</exception>
    public async Task SealAsync(Keeper keeper, LaneRow lane, CancellationToken cancellationToken)
    {
        pool.Remember(lane);
        if (!pool.Options.Seal || lane.Seal is { IsApplied: true }) return;
        var seal = await _seals.MakeAsync(keeper.Connection, lane, cancellationToken).ConfigureAwait(false);
        var path = pool.PathOf(lane.Number);
        await keeper.UseAsync(
            lane,
            async c =>
            {
                await _seals.ApplyAsync(c, lane, seal.Role, path, cancellationToken).ConfigureAwait(false);
                // The lane's definitions hold its privileges.
                await LaneShape.RecordAsync(c, pool.Options.Schema, lane.IdBesideRows, lane.Schemas, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        await LogInAsync(lane, seal, cancellationToken).ConfigureAwait(false);
        await _seals.RecordAsync(keeper.Connection, lane, isApplied: true, cancellationToken).ConfigureAwait(false);
        pool.Remember(lane with { Seal = seal });
    }

    // Rather an error now than in the first test.
    private async Task LogInAsync(LaneRow lane, Seal seal, CancellationToken cancellationToken)
    {
        var login = new NpgsqlConnectionStringBuilder(pool.On(lane).Server.ConnectionString) { Username = seal.Role, Password = seal.Password, Pooling = false };
        var connection = new NpgsqlConnection(login.ConnectionString);
        await using var _ = connection.ConfigureAwait(false);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState != PostgresErrorCodes.TooManyConnections)
        {
            throw new TemplateException(
                $"Lane {lane.Number} was not sealed, because the server does not let its role \"{seal.Role}\" in: {exception.MessageText}; " +
                "let roles log in with a password (scram-sha-256) in pg_hba.conf, or do without seals.",
                exception)
            {
                LaneNumber = lane.Number,
                ObjectName = seal.Role,
            };
        }
    }
}
