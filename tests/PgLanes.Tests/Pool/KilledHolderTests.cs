using Npgsql;

namespace PgLanes.Tests;

/// <summary>What a command still has open on a lane whose holder was killed is ended before the next lease.</summary>
public sealed class KilledHolderTests(Servers servers)
{
    [Theory]
    [InlineData(LaneKind.Schema, false)]
    [InlineData(LaneKind.Schema, true)]
    [InlineData(LaneKind.Database, false)]
    [InlineData(LaneKind.Database, true)]
    public async Task The_next_lease_shares_the_lane_with_no_session_of_the_command(LaneKind kind, bool isSealed)
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        var options = new LanePoolOptions { MaxLanes = 2, Kind = kind, Seal = isSealed, NameFormat = $"{database.Name}_{{0}}", ResetTimeout = TimeSpan.FromMinutes(1) };
        await using var first = await LanePool.OpenAsync(database.ConnectionString, options);
        await first.EnsureAsync(2);
        var group = await first.LeaseManyAsync(2);
        var lanes = group.Lanes;
        await using var working = await OpenAsync(lanes[0]);
        await using var transaction = await working.BeginTransactionAsync();
        await ExecuteAsync(working, "DELETE FROM orders");
        await using var idle = await OpenAsync(lanes[0]);
        await using var other = await OpenAsync(lanes[1]);
        await using var inOther = await other.BeginTransactionAsync();
        await ExecuteAsync(other, "SELECT count(*) FROM notes");
        await KillHolderAsync(database, first);

        await using var second = await LanePool.OpenAsync(database.ConnectionString, options);
        await using (var lane = await second.LeaseAsync(1))
        {
            await Should.ThrowAsync<NpgsqlException>(() => ExecuteAsync(working, "SELECT 1"));
            // Nothing tells an idle session in a schema from any other of the same role.
            if (kind == LaneKind.Database || isSealed) await Should.ThrowAsync<NpgsqlException>(() => ExecuteAsync(idle, "SELECT 1"));
            if (isSealed) (await Should.ThrowAsync<PostgresException>(() => OpenAsync(lanes[0]))).SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
            (await lane.DataSource.CreateCommand("SELECT count(*) FROM orders").ExecuteScalarAsync()).ShouldBe(1L);
            await ExecuteAsync(other, "SELECT 1");
        }

        await inOther.DisposeAsync();
        await other.DisposeAsync();
        // What was returned in order is nobody's to end.
        await using (var lane = await second.LeaseAsync(1))
        {
            await using var kept = await OpenAsync(lane.Address);
            await lane.DisposeAsync();
            await using var again = await second.LeaseAsync(1);
            await ExecuteAsync(kept, "SELECT 1");
        }

        // The pool that lost them says so at their return.
        await Should.ThrowAsync<LaneLostException>(async () => await group.DisposeAsync());
        await second.DropAsync();
    }

    private static async Task KillHolderAsync(TestDatabase database, LanePool pool)
    {
        var pid = (await pool.GetStatusAsync())[0].Lease!.Pid;
        (await database.ScalarAsync<bool>($"SELECT pg_terminate_backend({pid})")).ShouldBeTrue();
        await Eventually.HoldsAsync("the lane is still leased", async () => (await pool.GetStatusAsync())[0].Lease is null);
    }

    private static async Task<NpgsqlConnection> OpenAsync(LaneAddress lane)
    {
        var connection = new NpgsqlConnection(lane.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
