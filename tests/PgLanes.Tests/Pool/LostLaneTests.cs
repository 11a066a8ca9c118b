using Npgsql;
using PgLanes.Leasing;

namespace PgLanes.Tests;

/// <summary>A lane whose connection broke says so at its next use, whichever that is, and once at the least.</summary>
public sealed class LostLaneTests(Servers servers)
{
    public static TheoryData<string> Uses => ["reset", "address", "connection string", "data source", "connection", "own data source", "return"];

    [Theory]
    [MemberData(nameof(Uses))]
    public async Task A_lane_whose_session_was_ended_says_so_at_its_next_use(string use)
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var pool = await SharedPoolTests.OpenAsync(database, lanes: 1);
        var lane = await pool.LeaseAsync(TestContext.Current.CancellationToken);
        var source = lane.DataSource;
        var own = lane.CreateDataSource(builder => builder.Name = "own");
        await database.ScalarAsync<bool>($"SELECT pg_terminate_backend({(await pool.GetStatusAsync(TestContext.Current.CancellationToken)).Single().Lease!.Pid}, 5000)");
        // The next holder has it, and does not share it with a holder that goes on.
        await using (await pool.LeaseAsync(TestContext.Current.CancellationToken))
        {
            await NoticeAsync(lane, use);
            var error = await Should.ThrowAsync<LaneLostException>(() => UseAsync(lane, use == "own data source" ? own : source, use));
            error.LaneNumber.ShouldBe(1);
            if (use != "return") await lane.DisposeAsync();
        }
    }

    /// <summary>What the server's kernel does for a connection that holds lanes, as it says itself. It asks again at each interval, and gives up where the time for what
    /// was not taken has passed by then, whatever the count.</summary>
    [Fact]
    public async Task A_holder_whose_network_is_gone_is_given_up_after_less_than_15_seconds()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await using var connector = Connector.Create(database.ConnectionString, new LanePoolOptions());
        await connector.AskAsync(TestContext.Current.CancellationToken);
        foreach (var open in new[] { connector.OpenKeeperAsync, connector.OpenKeeperAsync, connector.OpenAsync })
        {
            await using var connection = await open(TestContext.Current.CancellationToken);
            var (idle, interval) = (await AskAsync("tcp_keepalives_idle"), await AskAsync("tcp_keepalives_interval"));
            var timeout = TimeSpan.FromMilliseconds(await AskAsync("tcp_user_timeout"));
            idle.ShouldBeGreaterThan(0);
            interval.ShouldBeGreaterThan(0);
            timeout.ShouldBeGreaterThan(TimeSpan.Zero);
            var givenUp = TimeSpan.FromSeconds(idle);
            while (givenUp < timeout) givenUp += TimeSpan.FromSeconds(interval);
            givenUp.ShouldBeLessThan(TimeSpan.FromSeconds(15));

            // The server answers what the socket has.
            async Task<int> AskAsync(string name)
            {
                await using var command = new NpgsqlCommand($"SELECT setting::int FROM pg_settings WHERE name = '{name}'", connection);
                return (int)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
            }
        }
    }

    [Fact]
    public async Task A_lane_that_was_returned_makes_no_data_sources()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var pool = await SharedPoolTests.OpenAsync(database, lanes: 1);
        var lane = await pool.LeaseAsync(TestContext.Current.CancellationToken);
        await lane.DisposeAsync();
        Should.Throw<ObjectDisposedException>(() => lane.DataSource).Message.ShouldContain("Lane 1 was returned");
        Should.Throw<ObjectDisposedException>(() => lane.CreateDataSource(_ => { }));
        Should.Throw<ObjectDisposedException>(() => new NpgsqlDataSourceBuilder().UseLane(lane));
    }

    [Fact]
    public async Task A_lane_of_a_server_that_was_killed_says_so_and_is_leased_anew_when_it_is_back()
    {
        await using var server = await CrashServer.StartAsync();
        await using var pool = await LanePool.OpenAsync(server.Database.ConnectionString, CrashServer.Options, TestContext.Current.CancellationToken);
        var lane = await pool.LeaseAsync(TestContext.Current.CancellationToken);
        await server.CrashAsync();
        NpgsqlConnection.ClearAllPools();
        await Should.ThrowAsync<LaneLostException>(() => lane.ResetAsync(TestContext.Current.CancellationToken));
        await lane.DisposeAsync();
        await using var next = await pool.LeaseAsync(TestContext.Current.CancellationToken);
        (await pool.VerifyAsync([next.Number], TestContext.Current.CancellationToken)).Single().IsIdentical.ShouldBeTrue();
    }

    // Without a round trip a broken connection is known once the keeper's own pulse has met it.
    private static async Task NoticeAsync(Lane lane, string use)
    {
        if (use is "reset" or "return") return;
        await Eventually.HoldsAsync("nobody noticed that the connection broke", () => Task.FromResult(IsLost(lane)));
    }

    private static bool IsLost(Lane lane)
    {
        try
        {
            _ = lane.Address;
            return false;
        }
        catch (LaneLostException)
        {
            return true;
        }
    }

    private static async Task UseAsync(Lane lane, NpgsqlDataSource source, string use)
    {
        switch (use)
        {
            case "reset": await lane.ResetAsync(TestContext.Current.CancellationToken); break;
            case "address": _ = lane.Address; break;
            case "connection string": _ = lane.ConnectionString; break;
            case "data source": _ = lane.DataSource; break;
            case "connection" or "own data source": await (await source.OpenConnectionAsync(TestContext.Current.CancellationToken)).DisposeAsync(); break;
            case "return": await lane.DisposeAsync(); break;
            default: throw new ArgumentException($"There is no use \"{use}\".", nameof(use));
        }
    }
}
