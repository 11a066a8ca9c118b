using Npgsql;

namespace PgLanes.Tests;

/// <summary>A process that is killed while it migrates leaves half a template, which nobody takes for one.</summary>
public sealed class KilledMigrationTests(Servers servers)
{
    [Fact]
    public async Task No_lane_is_made_of_what_it_left_and_the_next_start_migrates_again()
    {
        await using var database = await servers.CreateDatabaseAsync();
        using (var worker = new WorkerProcess(database, "migrating"))
        {
            await worker.ReadToAsync("migrating", 1);
            await worker.KillAsync();
        }

        (await Should.ThrowAsync<TemplateException>(() => LanePool.OpenAsync(database.ConnectionString, CrashServer.Options))).Message.ShouldContain("did not end well");
        (await SharedPoolTests.SchemasAsync(database)).ShouldBe(["app", "pglanes", "public"], ignoreOrder: true);
        var runs = 0;
        var options = CrashServer.Options with
        {
            MigrateAsync = async (connectionString, ct) =>
            {
                runs++;
                await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
                await connection.OpenAsync(ct);
                await using var command = new NpgsqlCommand(
                    "CREATE SCHEMA \"Odd \"\"name\"; CREATE TABLE IF NOT EXISTS app.half (id integer); CREATE TABLE app.other_half (id integer)", connection);
                await command.ExecuteNonQueryAsync(ct);
            },
        };
        for (var start = 1; start <= 2; start++)
        {
            await using var pool = await LanePool.OpenAsync(database.ConnectionString, options);
            pool.Template.Tables.ShouldBe(2);
            await using (await pool.LeaseAsync(1)) (await pool.VerifyAsync()).ShouldHaveSingleItem().IsIdentical.ShouldBeTrue();
        }

        runs.ShouldBe(1);
        await LanePool.DropAllAsync(database.ConnectionString, options);
        (await SharedPoolTests.SchemasAsync(database)).ShouldBe(["app", "Odd \"name", "public"], ignoreOrder: true);
    }
}
