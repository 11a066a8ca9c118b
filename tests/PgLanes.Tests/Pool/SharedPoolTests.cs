using Npgsql;

namespace PgLanes.Tests;

public sealed class SharedPoolTests(Servers servers)
{
    [Fact]
    public async Task A_second_pool_reuses_the_lanes_of_an_unchanged_template()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using (var first = await OpenAsync(database)) await first.EnsureAsync(2);
        var before = await database.ScalarAsync<uint>("SELECT 'test_worker_1.orders'::regclass::oid");
        await using var second = await OpenAsync(database);
        (await second.EnsureAsync(2)).ShouldAllBe(report => !report.Created);
        await using var lane = await second.LeaseAsync(1);
        (await database.ScalarAsync<uint>("SELECT 'test_worker_1.orders'::regclass::oid")).ShouldBe(before);
    }

    [Theory]
    [InlineData("ALTER TABLE notes ADD COLUMN more text")]
    [InlineData("INSERT INTO notes (body) VALUES ('new')")]
    [InlineData("SELECT nextval('notes_id_seq')")]
    public async Task A_changed_template_makes_its_lanes_stale_and_they_are_made_anew(string change)
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using (var first = await OpenAsync(database)) await first.EnsureAsync(2);
        await database.ScalarAsync<int>(change);
        await using var second = await OpenAsync(database);
        (await second.GetStatusAsync()).ShouldAllBe(lane => !lane.Fresh);
        await using (var lane = await second.LeaseAsync(1)) (await second.VerifyAsync([1])).Single().IsIdentical.ShouldBeTrue();
        (await second.GetStatusAsync()).Select(lane => lane.Fresh).ShouldBe([true, false]);
        (await second.DropAsync(staleOnly: true)).ShouldBe(["test_worker_2"]);
        (await database.ScalarAsync<long>("SELECT count(*) FROM pglanes.versions")).ShouldBe(1);
    }

    [Fact]
    public async Task Two_pools_at_once_make_each_lane_once()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var first = await OpenAsync(database);
        await using var second = await OpenAsync(database);
        var reports = await Task.WhenAll(first.EnsureAsync(2), second.EnsureAsync(2));
        reports.SelectMany(report => report).Count(report => report.Created).ShouldBe(2);
        (await database.ScalarAsync<long>("SELECT count(*) FROM pglanes.versions")).ShouldBe(1);
    }

    [Fact]
    public async Task A_lane_is_leased_by_one_at_a_time_in_the_order_of_asking()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var pool = await OpenAsync(database, lanes: 1);
        var held = await pool.LeaseAsync();
        var order = new List<int>();
        var waiting = Enumerable.Range(1, 3).Select(async n =>
        {
            await using var lane = await pool.LeaseAsync();
            order.Add(n);
        }).ToList();
        await held.DisposeAsync();
        await Task.WhenAll(waiting);
        order.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_lease_that_gets_no_lane_in_time_names_the_holder()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var pool = await LanePool.OpenAsync(
            database.ConnectionString + ";Application Name=the holder", new LanePoolOptions { MaxLanes = 1, LeaseTimeout = TimeSpan.FromMilliseconds(50) });
        await using var held = await pool.LeaseAsync();
        foreach (var lease in new[] { () => pool.LeaseAsync(), () => pool.LeaseAsync(1) })
        {
            var error = await Should.ThrowAsync<LeaseTimeoutException>(lease);
            error.Message.ShouldContain("the holder");
            error.Holders.Single().LaneNumber.ShouldBe(1);
        }

        (await pool.GetStatusAsync()).Single().Lease!.Application.ShouldBe("the holder");
        (await Should.ThrowAsync<LeaseTimeoutException>(() => pool.DropAsync())).Holders.Count.ShouldBe(1);
        (await pool.GetStatusAsync()).Single().State.ShouldBe(LaneState.Ready);
    }

    [Fact]
    public async Task A_holder_whose_connection_is_killed_loses_the_lane_and_is_told()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var pool = await OpenAsync(database, lanes: 1);
        await using var lost = await pool.LeaseAsync();
        await database.ScalarAsync<bool>("INSERT INTO test_worker_1.notes (body) VALUES ('dirt') RETURNING true");
        await database.ScalarAsync<bool>($"SELECT pg_terminate_backend({(await pool.GetStatusAsync()).Single().Lease!.Pid})");
        await using var next = await pool.LeaseAsync();
        (await database.ScalarAsync<long>("SELECT count(*) FROM test_worker_1.notes")).ShouldBe(0);
        (await Should.ThrowAsync<LaneLostException>(() => lost.ResetAsync())).LaneNumber.ShouldBe(1);
        (await pool.VerifyAsync()).Single().IsIdentical.ShouldBeTrue();
    }

    [Fact]
    public async Task A_lane_left_half_made_is_made_anew()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var pool = await OpenAsync(database, lanes: 1);
        await pool.EnsureAsync(1);
        await database.ExecuteAsync("UPDATE pglanes.lanes SET state = 'building'; DROP TABLE test_worker_1.orders;");
        (await pool.VerifyAsync()).Single().IsIdentical.ShouldBeFalse();
        await using var lane = await pool.LeaseAsync();
        (await pool.VerifyAsync()).Single().IsIdentical.ShouldBeTrue();
    }

    [Fact]
    public async Task A_cancelled_making_leaves_nothing()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var pool = await OpenAsync(database, lanes: 1);
        using var cancel = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(() => pool.EnsureAsync(1, new Cancelling(cancel), cancel.Token));
        (await SchemasAsync(database)).ShouldBe(["public"]);
        (await pool.EnsureAsync(1)).Single().Created.ShouldBeTrue();
    }

    [Fact]
    public async Task A_lane_whose_schema_was_dropped_by_hand_is_made_anew()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var pool = await OpenAsync(database, lanes: 1);
        await pool.EnsureAsync(1);
        await database.ExecuteAsync("DROP SCHEMA test_worker_1 CASCADE");
        (await pool.EnsureAsync(1)).Single().Created.ShouldBeTrue();
    }

    [Fact]
    public async Task Lanes_that_are_leased_together_are_held_by_one_connection()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var pool = await OpenAsync(database, lanes: 3);
        await using var group = await pool.LeaseManyAsync(3);
        group.Lanes.Select(lane => lane.Number).ShouldBe([1, 2, 3]);
        (await pool.GetStatusAsync()).Select(lane => lane.Lease!.Pid).Distinct().Count().ShouldBe(1);
        (await group.ResetAsync()).ShouldAllBe(reset => reset.Tables == 0);
    }

    internal static Task<LanePool> OpenAsync(TestDatabase database, int lanes = 2) =>
        LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = lanes });

    internal static Task<IReadOnlyList<string>> SchemasAsync(TestDatabase database) =>
        database.ListAsync<string>("SELECT nspname::text FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema)' ORDER BY nspname");

    private sealed class Cancelling(CancellationTokenSource source) : IProgress<LaneProgress>
    {
        public void Report(LaneProgress value)
        {
            if (value.Step == "proving") source.Cancel();
        }
    }
}
