using Npgsql;

namespace PgLanes.Tests;

public sealed class BadInputTests(Servers servers)
{
    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        var error = await Should.ThrowAsync<ServerUnreachableException>(() => LanePool.OpenAsync("postgres://me@127.0.0.1:1/nowhere"));
        error.Message.ShouldContain("127.0.0.1:1");
    }

    [Fact]
    public async Task A_wrong_password_names_the_user_and_not_the_password()
    {
        await using var database = await servers.CreateDatabaseAsync();
        var wrong = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Password = "not-this-one" }.ConnectionString;
        var error = await Should.ThrowAsync<ServerUnreachableException>(() => LanePool.OpenAsync(wrong));
        error.Message.ShouldContain("postgres");
        error.ToString().ShouldNotContain("not-this-one");
    }

    [Fact]
    public async Task A_database_a_schema_or_rows_that_are_not_there_are_named()
    {
        await using var database = await servers.CreateDatabaseAsync();
        var elsewhere = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = "no_such_db" }.ConnectionString;
        (await Should.ThrowAsync<TemplateException>(() => LanePool.OpenAsync(elsewhere))).ObjectName.ShouldBe("no_such_db");
        (await RefusedAsync<TemplateException>(database, new LanePoolOptions { Schemas = ["no_such"] })).ObjectName.ShouldBe("no_such");
        (await RefusedAsync<TemplateException>(database, new LanePoolOptions())).Message.ShouldContain("is empty");
        await database.ExecuteAsync(LanePoolTests.Shop);
        (await RefusedAsync<ArgumentException>(database, new LanePoolOptions { Data = BaselineData.NoneBut("no_such") })).Message.ShouldContain("\"no_such\"");
        (await SharedPoolTests.SchemasAsync(database)).ShouldBe(["public"]);
    }

    [Fact]
    public async Task A_schema_that_is_no_lane_is_never_dropped()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop + "CREATE SCHEMA test_worker_1; CREATE TABLE test_worker_1.precious (id int);");
        await using var pool = await SharedPoolTests.OpenAsync(database);
        (await Should.ThrowAsync<TemplateException>(() => pool.EnsureAsync(1))).ObjectName.ShouldBe("test_worker_1");
        (await Should.ThrowAsync<TemplateException>(() => pool.LeaseAsync(1))).Message.ShouldContain("left alone");
        (await pool.DropAsync()).ShouldBeEmpty();
        (await SharedPoolTests.SchemasAsync(database)).ShouldBe(["public", "test_worker_1"]);
        (await database.ScalarAsync<bool>("SELECT to_regclass('test_worker_1.precious') IS NOT NULL")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_lane_whose_mark_was_taken_off_is_not_dropped()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var pool = await SharedPoolTests.OpenAsync(database);
        await pool.EnsureAsync(1);
        await database.ExecuteAsync("COMMENT ON SCHEMA test_worker_1 IS 'mine now'");
        await Should.ThrowAsync<TemplateException>(() => pool.LeaseAsync(1));
        await pool.DropAsync();
        (await SharedPoolTests.SchemasAsync(database)).ShouldBe(["public", "test_worker_1"]);
    }

    [Fact]
    public async Task A_foreign_schema_under_the_tools_name_is_left_alone()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop + "CREATE SCHEMA pglanes");
        await using var pool = await SharedPoolTests.OpenAsync(database);
        (await Should.ThrowAsync<TemplateException>(() => pool.EnsureAsync(1))).ObjectName.ShouldBe("pglanes");
        (await pool.GetStatusAsync()).ShouldBeEmpty();
        (await SharedPoolTests.SchemasAsync(database)).ShouldBe(["pglanes", "public"]);
    }

    [Fact]
    public async Task A_role_that_may_not_create_schemas_is_told_which_grant_it_needs()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await using var role = await PlainRole.CreateAsync(database, mayCreateSchemas: false);
        await database.ExecuteAsync($"SET LOCAL ROLE {role.Name};" + LanePoolTests.Shop);
        await using var pool = await LanePool.OpenAsync(role.ConnectionString);
        (await Should.ThrowAsync<TemplateException>(() => pool.EnsureAsync(1))).Message.ShouldContain("GRANT CREATE ON DATABASE");
        (await SharedPoolTests.SchemasAsync(database)).ShouldBe(["public"]);
    }

    [Fact]
    public async Task A_failed_migration_is_thrown_as_it_is_and_leaves_nothing()
    {
        await using var database = await servers.CreateDatabaseAsync();
        var options = new LanePoolOptions { MigrateAsync = (_, _) => throw new InvalidOperationException("no such file") };
        (await RefusedAsync<InvalidOperationException>(database, options)).Message.ShouldBe("no such file");
        (await SharedPoolTests.SchemasAsync(database)).ShouldBe(["public"]);
    }

    [Fact]
    public async Task A_template_is_migrated_once_however_many_ask()
    {
        await using var database = await servers.CreateDatabaseAsync();
        var runs = 0;
        var options = new LanePoolOptions
        {
            MigrateAsync = async (_, _) =>
            {
                Interlocked.Increment(ref runs);
                await database.ExecuteAsync(LanePoolTests.Shop);
            },
        };
        var pools = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => LanePool.OpenAsync(database.ConnectionString, options)));
        foreach (var pool in pools) await pool.DisposeAsync();
        runs.ShouldBe(1);
    }

    [Fact]
    public async Task Drop_works_without_the_template()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using (var pool = await SharedPoolTests.OpenAsync(database)) await pool.EnsureAsync(2);
        await database.ExecuteAsync("DROP SCHEMA public CASCADE");
        (await LanePool.DropAllAsync(database.ConnectionString)).ShouldBe(["test_worker_1", "test_worker_2"]);
        (await SharedPoolTests.SchemasAsync(database)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("test_worker")]
    [InlineData("{0}{0}")]
    [InlineData("public")]
    [InlineData("pg_{0}")]
    [InlineData("a_very_long_lane_name_that_has_more_bytes_than_postgresql_keeps_{0}")]
    public async Task A_name_format_that_cannot_name_lanes_is_refused_without_a_connection(string format) =>
        await Should.ThrowAsync<ArgumentException>(() => LanePool.OpenAsync("Host=127.0.0.1;Port=1", new LanePoolOptions { NameFormat = format }));

    [Fact]
    public async Task Numbers_and_times_out_of_range_are_refused()
    {
        foreach (var options in new[]
        {
            new LanePoolOptions { MaxLanes = 0 }, new LanePoolOptions { LeaseTimeout = TimeSpan.FromSeconds(-1) },
            new LanePoolOptions { Schemas = [] }, new LanePoolOptions { Schemas = ["a", "a"] }, new LanePoolOptions { Schema = "Pg Lanes" },
        })
            await Should.ThrowAsync<ArgumentException>(() => LanePool.OpenAsync("Host=127.0.0.1;Port=1", options));
    }

    private static Task<T> RefusedAsync<T>(TestDatabase database, LanePoolOptions options)
        where T : Exception => Should.ThrowAsync<T>(() => LanePool.OpenAsync(database.ConnectionString, options));
}
