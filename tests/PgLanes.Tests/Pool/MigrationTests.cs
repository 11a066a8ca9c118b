using Npgsql;

namespace PgLanes.Tests;

/// <summary>A migration runs once, and one that failed is not taken for done.</summary>
public sealed class MigrationTests(Servers servers)
{
    [Fact]
    public async Task A_migration_that_failed_half_way_is_run_again_and_its_half_is_taken_for_no_template()
    {
        await using var database = await servers.CreateDatabaseAsync();
        var runs = 0;
        var options = new LanePoolOptions
        {
            MaxLanes = 1,
            MigrateAsync = async (connectionString, ct) =>
            {
                runs++;
                await ExecuteAsync(connectionString, "CREATE TABLE IF NOT EXISTS customers (id integer)", ct);
                if (runs == 1) throw new InvalidDataException("the second step");
                await ExecuteAsync(connectionString, "CREATE TABLE orders (id integer)", ct);
            },
        };
        (await Should.ThrowAsync<InvalidDataException>(() => OpenAsync(database, options))).Message.ShouldBe("the second step");
        // What EnsureCreated and its like look for.
        (await database.ScalarAsync<long>("SELECT count(*) FROM pg_class WHERE relnamespace = 'pglanes'::regnamespace")).ShouldBe(0);
        var error = await Should.ThrowAsync<TemplateException>(() => OpenAsync(database, options with { MigrateAsync = null }));
        error.Message.ShouldContain("did not end well");
        error.Message.ShouldContain("DROP FUNCTION pglanes.migrating_");
        (await LanePool.DropAllAsync(database.ConnectionString, options, ct: TestContext.Current.CancellationToken)).ShouldBeEmpty();
        await using (var pool = await OpenAsync(database, options)) pool.Template.Tables.ShouldBe(2);
        runs.ShouldBe(2);
        (await SharedPoolTests.SchemasAsync(database)).ShouldBe(["public"]);
        await using (await OpenAsync(database, options with { MigrateAsync = null }))
        {
        }

        await using (await OpenAsync(database, options))
        {
        }

        runs.ShouldBe(2);
    }

    [Fact]
    public async Task A_migration_that_failed_beside_lanes_makes_them_no_lanes_of_it()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using (var pool = await SharedPoolTests.OpenAsync(database)) await pool.EnsureAsync(1);
        var options = new LanePoolOptions { MaxLanes = 2, Rebuild = true, MigrateAsync = (_, _) => throw new InvalidDataException("at once") };
        await Should.ThrowAsync<InvalidDataException>(() => OpenAsync(database, options));
        await Should.ThrowAsync<TemplateException>(() => SharedPoolTests.OpenAsync(database));
        await LanePool.DropAllAsync(database.ConnectionString, options, ct: TestContext.Current.CancellationToken);
        await Should.ThrowAsync<TemplateException>(() => SharedPoolTests.OpenAsync(database));
        await using (await OpenAsync(database, options with { Rebuild = false, MigrateAsync = (_, _) => Task.CompletedTask }))
        {
        }

        await using var again = await SharedPoolTests.OpenAsync(database);
        (await again.EnsureAsync(1)).Single().Created.ShouldBeTrue();
    }

    private static Task<LanePool> OpenAsync(TestDatabase database, LanePoolOptions options) =>
        LanePool.OpenAsync(database.ConnectionString, options, TestContext.Current.CancellationToken);

    private static async Task ExecuteAsync(string connectionString, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
