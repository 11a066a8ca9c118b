using Npgsql;

namespace PgLanes.Tests;

public sealed class BlockerTests(Servers servers)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_blocked_reset_names_who_blocks_it_and_the_lane_is_made_anew(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1, ResetTimeout = Short });
        await using (var lane = await pool.LeaseAsync())
        {
            await using var session = await OpenAsync(lane);
            await ExecuteAsync(session, "UPDATE customers SET email = 'x' WHERE id = 1");
            await ExecuteAsync(session, "BEGIN; UPDATE customers SET email = 'y' WHERE id = 2");
            var blocked = await Should.ThrowAsync<LaneBlockedException>(() => lane.ResetAsync());
            blocked.Message.ShouldStartWith("Lane 1 was not reset: pid ");
            blocked.Message.ShouldContain("(\"jest\") has held a lock (RowExclusiveLock) on test_worker_1.customers for ");
            blocked.Message.ShouldContain("idle in transaction. End that transaction, or set LanePoolOptions.EndBlockers.");
            var blocker = blocked.Blockers.Single();
            (blocker.Pid, blocker.Application, blocker.State, blocker.Relation).ShouldBe((session.ProcessID, "jest", "idle in transaction", "test_worker_1.customers"));
            (await pool.GetStatusAsync()).Single().State.ShouldBe(LaneState.Quarantined);
            (await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(session, "ROLLBACK; SELECT pglanes.reset()"))).MessageText
                .ShouldStartWith("this connection is on a lane that is not ready");
        }

        await using var next = await pool.LeaseAsync();
        (await pool.GetStatusAsync()).Single().State.ShouldBe(LaneState.Ready);
        (await pool.VerifyAsync()).Single().Differences.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task EndBlockers_ends_the_sessions_that_hold_locks_in_the_lane_and_no_other(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var pool = await LanePool.OpenAsync(
            database.ConnectionString, new LanePoolOptions { MaxLanes = 2, ResetTimeout = Short, EndBlockers = true });
        await using var lane = await pool.LeaseAsync();
        await using var other = await pool.LeaseAsync();
        await using var bystander = await OpenAsync(other);
        await ExecuteAsync(bystander, "BEGIN; TRUNCATE notes");
        await using var session = await OpenAsync(lane);
        await ExecuteAsync(session, "BEGIN; TRUNCATE notes");
        // Behind the first another is in the way.
        await using var second = await OpenAsync(lane);
        await ExecuteAsync(second, "BEGIN; TRUNCATE orders");
        await lane.ResetAsync();
        await Should.ThrowAsync<NpgsqlException>(() => ExecuteAsync(session, "SELECT 1"));
        await Should.ThrowAsync<NpgsqlException>(() => ExecuteAsync(second, "SELECT 1"));
        await ExecuteAsync(bystander, "ROLLBACK");
        (await pool.VerifyAsync([1])).Single().Differences.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_blocker_that_the_role_may_not_end_is_named_with_the_reason()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await using var role = await PlainRole.CreateAsync(database);
        await database.ExecuteAsync($"SET LOCAL ROLE {role.Name};" + LanePoolTests.Shop);
        await using var pool = await LanePool.OpenAsync(
            role.ConnectionString, new LanePoolOptions { MaxLanes = 1, ResetTimeout = Short, EndBlockers = true });
        await using var lane = await pool.LeaseAsync();
        await using var session = await database.OpenAsync();
        await ExecuteAsync(session, "BEGIN; LOCK TABLE test_worker_1.notes");
        var blocked = await Should.ThrowAsync<LaneBlockedException>(() => lane.ResetAsync());
        blocked.Message.ShouldContain($"pid {session.ProcessID} ");
        blocked.Message.ShouldContain("the server refused to end it");
        await ExecuteAsync(session, "ROLLBACK");
    }

    [Fact]
    public async Task A_lane_whose_blocked_reset_could_not_find_out_who_blocks_it_is_made_anew()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await using var role = await PlainRole.CreateAsync(database);
        await database.ExecuteAsync($"SET LOCAL ROLE {role.Name};" + LanePoolTests.Shop);
        await using var pool = await LanePool.OpenAsync(role.ConnectionString, new LanePoolOptions { MaxLanes = 1, ResetTimeout = Short });
        await using var lane = await pool.LeaseAsync();
        await using var session = await database.OpenAsync();
        await ExecuteAsync(session, "BEGIN; LOCK TABLE test_worker_1.notes");
        await database.ExecuteAsync($"ALTER ROLE {role.Name} CONNECTION LIMIT 1");
        await Should.ThrowAsync<LaneException>(() => lane.ResetAsync());
        await ExecuteAsync(session, "ROLLBACK");
        await database.ExecuteAsync($"ALTER ROLE {role.Name} CONNECTION LIMIT -1");
        (await pool.GetStatusAsync()).Single().State.ShouldBe(LaneState.Quarantined);
        (await Should.ThrowAsync<LaneException>(() => pool.ResetAsync(1))).Message.ShouldContain("Lane 1 (test_worker_1) is quarantined");
    }

    [Fact]
    public async Task A_lane_that_could_not_be_reset_at_its_return_is_made_anew_though_leases_do_not_reset()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var pool = await LanePool.OpenAsync(
            database.ConnectionString, new LanePoolOptions { MaxLanes = 2, ResetTimeout = Short, ResetOn = ResetOn.Return });
        await using var session = await database.OpenAsync();
        await using (await pool.LeaseManyAsync(2))
        {
            await database.ExecuteAsync("DELETE FROM test_worker_1.orders; DELETE FROM test_worker_2.orders");
            await ExecuteAsync(session, "BEGIN; LOCK TABLE test_worker_1.notes");
        }

        await ExecuteAsync(session, "ROLLBACK");
        (await pool.GetStatusAsync()).Select(lane => lane.State).ShouldBe([LaneState.Quarantined, LaneState.Ready]);
        await using var first = await pool.LeaseAsync(1);
        (await database.ScalarAsync<string>("SELECT concat((SELECT count(*) FROM test_worker_1.orders), (SELECT count(*) FROM test_worker_2.orders))")).ShouldBe("11");
    }

    [Fact]
    public async Task A_lease_of_any_lane_passes_by_one_that_is_blocked_while_another_is_free_or_can_be_made()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        using var log = new LogLines();
        await using var pool = await LanePool.OpenAsync(
            database.ConnectionString, new LanePoolOptions { MaxLanes = 3, ResetTimeout = Short, ResetOn = ResetOn.Lease, LoggerFactory = log });
        await pool.EnsureAsync(2);
        await using var session = await database.OpenAsync();
        await database.ExecuteAsync("DELETE FROM test_worker_1.orders; DELETE FROM test_worker_2.orders");
        await ExecuteAsync(session, "BEGIN; LOCK TABLE test_worker_1.orders, test_worker_2.orders IN SHARE MODE");
        await using var third = await pool.LeaseAsync();
        third.Number.ShouldBe(3);
        log.Warnings.Count(warning => warning.EndsWith("is made anew before it is leased again", StringComparison.Ordinal)).ShouldBe(2);
        (await pool.GetStatusAsync()).Select(lane => lane.State).ShouldBe([LaneState.Quarantined, LaneState.Quarantined, LaneState.Ready]);
        (await Should.ThrowAsync<LaneBlockedException>(() => pool.LeaseAsync())).Blockers.Single().Pid.ShouldBe(session.ProcessID);
        await ExecuteAsync(session, "ROLLBACK");
        await using var first = await pool.LeaseAsync();
        await using var second = await pool.LeaseAsync();
        (await pool.VerifyAsync()).ShouldAllBe(proof => proof.IsIdentical);
    }

    [Fact]
    public async Task A_lane_that_somebody_works_in_without_a_lease_is_called_ready_and_compared_at_its_lease()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop + "CREATE VIEW all_notes AS SELECT id FROM notes;");
        using var log = new LogLines();
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1, ResetTimeout = Short, LoggerFactory = log });
        await pool.EnsureAsync(1);
        await database.ExecuteAsync("CREATE TABLE test_worker_1.extra ()");
        await using var session = await database.OpenAsync();
        await ExecuteAsync(session, "BEGIN; TRUNCATE test_worker_1.notes");
        (await pool.EnsureAsync(1)).Single().Created.ShouldBeFalse();
        log.Warnings.ShouldHaveSingleItem().ShouldStartWith("Lane 1 (test_worker_1) is in use by a session that does not lease it");
        await ExecuteAsync(session, "ROLLBACK");
        await using var lane = await pool.LeaseAsync();
        (await pool.VerifyAsync()).Single().IsIdentical.ShouldBeTrue();
    }

    [Fact]
    public async Task A_changed_lane_that_is_locked_is_returned_and_asked_for_its_state_all_the_same_and_its_lease_names_who_holds_it()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop + "CREATE VIEW all_notes AS SELECT id FROM notes;");
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1, ResetTimeout = Short });
        await using var session = await database.OpenAsync();
        await using (await pool.LeaseAsync()) await ChangeAndLockAsync();
        (await pool.GetStatusAsync()).Single().State.ShouldBe(LaneState.Quarantined);
        await ExecuteAsync(session, "ROLLBACK");
        await (await pool.LeaseAsync()).DisposeAsync();

        await ChangeAndLockAsync();
        var blocked = await Should.ThrowAsync<LaneBlockedException>(() => pool.LeaseAsync());
        blocked.Message.ShouldStartWith($"Lane 1 was not compared with its template: pid {session.ProcessID} ");
        await ExecuteAsync(session, "ROLLBACK");
        await using var lane = await pool.LeaseAsync();
        (await pool.VerifyAsync()).Single().IsIdentical.ShouldBeTrue();

        async Task ChangeAndLockAsync()
        {
            await database.ExecuteAsync("CREATE TABLE test_worker_1.extra ()");
            await ExecuteAsync(session, "BEGIN; TRUNCATE test_worker_1.notes");
            // Its size is told without a lock.
            (await pool.GetStatusAsync()).Single().Bytes.ShouldBePositive();
        }
    }

    [Fact]
    public async Task A_blocked_reset_in_sql_waits_ten_seconds_names_who_blocks_it_and_has_restored_nothing()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1 });
        await using var lane = await pool.LeaseAsync();
        (await database.ScalarAsync<string>("SELECT proconfig::text FROM pg_proc WHERE oid = 'pglanes.reset()'::regprocedure")).ShouldBe("{lock_timeout=10s}");
        await database.ExecuteAsync("ALTER FUNCTION pglanes.reset() SET lock_timeout = '200ms'");
        await using var blocker = await OpenAsync(lane);
        await ExecuteAsync(blocker, "INSERT INTO notes (body) VALUES ('x')");
        await ExecuteAsync(blocker, "BEGIN; UPDATE customers SET email = 'x' WHERE id = 2");
        await using var session = await database.OpenAsync();
        await ExecuteAsync(session, "SET search_path = test_worker_1; UPDATE customers SET email = 'y' WHERE id = 1");
        var blocked = await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(session, "SELECT pglanes.reset()"));
        blocked.SqlState.ShouldBe(PostgresErrorCodes.LockNotAvailable);
        blocked.MessageText.ShouldStartWith($"lane 1 was not reset: pid {blocker.ProcessID} (\"jest\") has held a RowExclusiveLock on test_worker_1.");
        blocked.MessageText.ShouldEndWith(", idle in transaction");
        (await database.ScalarAsync<string>("SELECT concat((SELECT count(*) FROM test_worker_1.notes), email) FROM test_worker_1.customers WHERE id = 1")).ShouldBe("1y");
        await ExecuteAsync(blocker, "ROLLBACK");
        await ExecuteAsync(session, "SELECT pglanes.reset()");
        (await pool.VerifyAsync()).Single().Differences.ShouldBeEmpty();
    }

    [Fact]
    public void A_reset_waits_ten_seconds_for_others_unless_told_otherwise() => new LanePoolOptions().ResetTimeout.ShouldBe(TimeSpan.FromSeconds(10));

    [Fact]
    public async Task A_lane_whose_last_holder_left_a_transaction_open_is_not_handed_out()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1, ResetTimeout = Short });
        await using var session = await database.OpenAsync();
        await using (await pool.LeaseAsync()) await ExecuteAsync(session, "BEGIN; TRUNCATE test_worker_1.notes");
        (await Should.ThrowAsync<LaneBlockedException>(() => pool.LeaseAsync())).LaneNumber.ShouldBe(1);
        await ExecuteAsync(session, "ROLLBACK");
        await using var lane = await pool.LeaseAsync();
        (await pool.VerifyAsync()).Single().Differences.ShouldBeEmpty();
    }

    // The driver closes a connection on which the server speaks of an error of its own.
    [Theory]
    [InlineData(ResetOn.Lease)]
    [InlineData(ResetOn.Return)]
    public async Task A_reset_that_fails_for_good_and_breaks_the_connection_makes_the_lane_anew(ResetOn resetOn)
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync("""
            CREATE SCHEMA other;
            CREATE TABLE other.lanes (name text);
            CREATE FUNCTION fail() RETURNS text LANGUAGE plpgsql AS $$
            BEGIN
                IF EXISTS (SELECT FROM other.lanes) THEN RAISE EXCEPTION 'broken' USING ERRCODE = 'XX000'; END IF;
                RETURN 'x';
            END $$;
            CREATE MATERIALIZED VIEW failing AS SELECT fail() AS x;
            """);
        var options = new LanePoolOptions { MaxLanes = 1, Schemas = ["public"], ResetOn = resetOn };
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, options);
        var lane = await pool.LeaseAsync();
        await using (var session = await OpenAsync(lane))
            await ExecuteAsync(session, "REFRESH MATERIALIZED VIEW failing; INSERT INTO other.lanes VALUES ('all')");
        if (resetOn == ResetOn.Return) await Should.ThrowAsync<LaneLostException>(async () => await lane.DisposeAsync());
        else await lane.DisposeAsync();
        if (resetOn == ResetOn.Lease) await Should.ThrowAsync<LaneException>(() => pool.LeaseAsync());
        (await pool.GetStatusAsync()).Single().State.ShouldBe(LaneState.Quarantined);
        await database.ExecuteAsync("DELETE FROM other.lanes");
        await using var next = await pool.LeaseAsync();
        (await pool.VerifyAsync()).Single().IsIdentical.ShouldBeTrue();
    }

    private static async Task<NpgsqlConnection> OpenAsync(Lane lane)
    {
        var connection = new NpgsqlConnection(lane.ConnectionString + ";Application Name=jest;Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task ExecuteAsync(NpgsqlConnection session, string sql)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync();
    }
}
