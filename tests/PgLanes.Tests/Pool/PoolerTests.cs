using Npgsql;

namespace PgLanes.Tests;

/// <summary>A PgBouncer that gives sessions away after each transaction, before the server.</summary>
public sealed class PoolerTests(Servers servers)
{
    private const string Transaction = "pool_mode = transaction\ndefault_pool_size = 4";

    [Theory]
    [InlineData(Transaction, "unsupported startup parameter")]
    [InlineData("pool_mode = session", "unsupported startup parameter")]
    [InlineData(Transaction + "\nignore_startup_parameters = options", "drops the settings that a connection starts with")]
    public async Task A_pooler_is_seen_and_the_error_says_the_way_out(string settings, string how)
    {
        await using var database = await CreateAsync();
        await using var bouncer = await PgBouncer.StartAsync(database, settings);
        var error = await Should.ThrowAsync<ServerUnreachableException>(() => LanePool.OpenAsync(bouncer.Through(database)));
        foreach (var part in new[] { how, $"127.0.0.1:{bouncer.Port} is a pooler", "--keeper-url", "--seal" }) error.Message.ShouldContain(part);
    }

    [Fact]
    public async Task A_pooler_that_sets_what_a_connection_starts_with_is_known_by_its_sessions()
    {
        await using var database = await CreateAsync();
        await using var bouncer = await PgBouncer.StartAsync(database, Transaction + "\nignore_startup_parameters = options");
        await database.ExecuteAsync($"ALTER DATABASE {database.Name} SET row_security = off");
        (await Should.ThrowAsync<ServerUnreachableException>(() => LanePool.OpenAsync(bouncer.Through(database)))).Message.ShouldContain("gives sessions away after each transaction");
    }

    [Theory]
    [InlineData(LaneKind.Schema)]
    [InlineData(LaneKind.Database)]
    public async Task Sealed_lanes_work_through_it_with_a_keeper_that_does_not(LaneKind kind)
    {
        await using var database = await CreateAsync();
        await using var bouncer = await PgBouncer.StartAsync(database, Transaction);
        var options = new LanePoolOptions { MaxLanes = 2, Seal = true, KeeperConnectionString = database.ConnectionString, Kind = kind, NameFormat = $"{database.Name}_{{0}}" };
        await using (var pool = await LanePool.OpenAsync(bouncer.Through(database) + ";Pooling=true", options))
        {
            await pool.EnsureAsync(2);
            var lanes = new[] { await pool.LeaseAsync(1), await pool.LeaseAsync(2) };
            await Task.WhenAll(lanes.SelectMany(lane => Enumerable.Range(0, 20).Select(async i =>
            {
                await using var connection = await lane.DataSource.OpenConnectionAsync();
                await using var insert = new NpgsqlCommand($"INSERT INTO notes (body) VALUES ('{lane.Number}')", connection);
                await insert.ExecuteNonQueryAsync();
            })));
            foreach (var lane in lanes)
            {
                (await ScalarAsync(lane, $"SELECT count(*) FROM notes WHERE body = '{lane.Number}'")).ShouldBe(20L);
                (await ScalarAsync(lane, "SELECT count(*) FROM notes")).ShouldBe(20L);
                (await Psql.AskAsync(lane.Address.Url, "SELECT pglanes.lane() || ' ' || pglanes.reset()")).ShouldBe($"{lane.Number} 1");
                (await ScalarAsync(lane, "SELECT count(*) FROM notes")).ShouldBe(0L);
                new NpgsqlConnectionStringBuilder(lane.ConnectionString).Port.ShouldBe(bouncer.Port);
                await lane.DisposeAsync();
            }

            (await pool.VerifyAsync()).ShouldAllBe(proof => proof.IsIdentical);
            (await pool.DropAsync()).Count.ShouldBe(2);
        }
    }

    [Theory]
    [InlineData(Transaction, "unsupported startup parameter: search_path")]
    [InlineData(Transaction + "\nignore_startup_parameters = search_path", "drops the search path")]
    public async Task Without_seals_a_pooler_that_does_not_carry_the_search_path_is_refused(string settings, string how)
    {
        await using var database = await CreateAsync();
        await using var bouncer = await PgBouncer.StartAsync(database, settings);
        var options = new LanePoolOptions { KeeperConnectionString = database.ConnectionString };
        (await Should.ThrowAsync<ServerUnreachableException>(() => LanePool.OpenAsync(bouncer.Through(database), options))).Message.ShouldContain(how);
    }

    [Fact]
    public async Task The_keeper_may_be_another_role_than_the_tests()
    {
        await using var database = await CreateAsync();
        await using var role = await PlainRole.CreateAsync(database);
        await database.ExecuteAsync($"GRANT USAGE ON SCHEMA public TO {role.Name}; GRANT ALL ON ALL TABLES IN SCHEMA public TO {role.Name};");
        await using (var pool = await LanePool.OpenAsync(role.ConnectionString, new LanePoolOptions { MaxLanes = 1, KeeperConnectionString = database.ConnectionString }))
        {
            await using (var lane = await pool.LeaseAsync())
            {
                (await ScalarAsync(lane, "DELETE FROM orders; SELECT current_user || ' ' || current_schema() || ' ' || pglanes.reset()")).ShouldBe($"{role.Name} test_worker_1 1");
            }

            await pool.DropAsync();
        }
    }

    private async Task<TestDatabase> CreateAsync()
    {
        Assert.SkipWhen(PgBouncer.Program is null, "PgBouncer is not installed; eng/ensure-pgbouncer installs it.");
        var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        return database;
    }

    private static Task<object?> ScalarAsync(Lane lane, string sql) => lane.DataSource.CreateCommand(sql).ExecuteScalarAsync();
}
