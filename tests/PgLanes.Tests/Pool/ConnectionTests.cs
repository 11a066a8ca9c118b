using Npgsql;
using PgLanes.Hosting;
using PgLanes.Leasing;

namespace PgLanes.Tests;

/// <summary>Pools on a server that allows few connections.</summary>
public sealed class ConnectionTests
{
    private const string Count = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

    [Fact]
    public async Task Lanes_stay_below_what_the_server_allows_and_running_out_is_told_with_the_arithmetic()
    {
        await using var server = await PrivateServer.StartAsync(new PrivateServerOptions { Version = $"{Servers.Versions[0]}", MaxConnections = 25 });
        await using var database = await TestDatabase.CreateAsync(server);
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var role = await PlainRole.CreateAsync(database);
        await database.ExecuteAsync($"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role.Name}; GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {role.Name}");
        await using var pool = await LanePool.OpenAsync(role.ConnectionString + ";Pooling=true", new LanePoolOptions { MaxLanes = 4 });
        await pool.EnsureAsync(4);
        var lanes = await Task.WhenAll(Enumerable.Range(1, 3).Select(number => pool.LeaseAsync(number)));

        // Each wants more than it is given.
        await Task.WhenAll(lanes.SelectMany(lane => Enumerable.Range(0, 6).Select(_ => lane.DataSource.CreateCommand("SELECT pg_sleep(0.02)").ExecuteNonQueryAsync())));
        // A connection that made lanes is kept for a moment.
        await Eventually.HoldsAsync("a connection too many stays", database, $"({Count}) <= 6");
        (await database.ScalarAsync<long>(Count)).ShouldBe(6, "of each lane one that holds it and one of its data source");

        var others = new List<NpgsqlConnection>();
        try
        {
            await Should.ThrowAsync<PostgresException>(async () =>
            {
                while (true)
                {
                    others.Add(new NpgsqlConnection(role.ConnectionString + ";Pooling=false"));
                    await others[^1].OpenAsync();
                }
            });
            var error = await Should.ThrowAsync<ServerUnreachableException>(() => pool.LeaseAsync(4));
            error.Message.ShouldContain("It allows 25 (max_connections) less 3 for superusers (superuser_reserved_connections) and 0 for others (reserved_connections), so 22, and all are in use.");
            error.Message.ShouldContain("4 lanes need up to 4 to hold them and 4 for their data sources, together 8");
        }
        finally
        {
            foreach (var other in others) await other.DisposeAsync();
        }

        foreach (var lane in lanes) await lane.DisposeAsync();
        await pool.DropAsync();
    }

    [Theory]
    [InlineData(100, 3, 0, 8, 1, 8, false)]
    [InlineData(100, 3, 10, 8, 2, 6, false)]
    [InlineData(20, 3, 0, 16, 1, 1, true)]
    [InlineData(500, 3, 0, 100, 1, 2, false)]
    public void All_lanes_together_stay_below_the_limit_where_they_can(int most, int forSuperusers, int reserved, int lanes, int held, int perLane, bool areFew)
    {
        var limits = new ConnectionLimits(most, forSuperusers, reserved);
        var demand = new LaneDemand(lanes, held);
        (limits.PerLane(demand), limits.AreFewFor(demand)).ShouldBe((perLane, areFew));
        if (!areFew) (lanes * (held + 1 + perLane)).ShouldBeLessThan(limits.Ordinary);
    }
}
