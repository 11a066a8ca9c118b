using Npgsql;
using PgLanes.Hosting;

namespace PgLanes.Tests;

/// <summary>A server that crashed forgot what it counted, and one that is old gives out numbers again: changes of the template are seen still.</summary>
public sealed class TemplateAfterCrashTests
{
    [Fact]
    public async Task Changes_before_a_crash_are_seen_after_it_and_so_are_tables_that_it_emptied()
    {
        await using var server = await CrashServer.StartAsync();
        var database = server.Database;
        await database.ExecuteAsync("CREATE UNLOGGED TABLE app.quick (n integer); INSERT INTO app.quick VALUES (1)");
        (await OpenAndMakeAsync(database)).ShouldBe((false, true));
        await database.ScalarAsync<int>("UPDATE app.t3 SET body = body || '!'");
        await CrashAsync(server);
        (await OpenAndMakeAsync(database)).ShouldBe((false, true));
        (await OpenAndMakeAsync(database)).ShouldBe((true, false));
        await CrashAsync(server);
        // What the crash did not touch is recognized; nothing but the positions of sequences could have moved, and these are where the first one left them.
        (await OpenAndMakeAsync(database)).ShouldBe((true, false));
        (await database.ScalarAsync<long>("SELECT count(*) FROM test_worker_1.quick")).ShouldBe(0);
    }

    [Fact]
    public async Task A_mark_does_not_count_after_so_many_transactions_that_their_ids_come_again()
    {
        await using var server = await CrashServer.StartAsync();
        var database = server.Database;
        var binaries = await PostgresBinaries.FindAsync(new PostgresBinariesOptions { Version = $"{Servers.Versions[0]}" }, TestContext.Current.CancellationToken);
        if (!File.Exists(binaries.PathOf("pg_resetwal"))) Assert.Skip("These binaries have no pg_resetwal.");
        (await OpenAndMakeAsync(database)).ShouldBe((false, true));
        (await OpenAndMakeAsync(database)).ShouldBe((true, false));
        NpgsqlConnection.ClearAllPools();
        await server.AgeAsync();
        (await OpenAndMakeAsync(database)).ShouldBe((false, false));
        (await OpenAndMakeAsync(database)).ShouldBe((true, false));
    }

    private static async Task CrashAsync(CrashServer server)
    {
        await server.CrashAsync();
        NpgsqlConnection.ClearAllPools();
    }

    private static async Task<(bool IsRecognized, bool IsMade)> OpenAndMakeAsync(TestDatabase database)
    {
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, CrashServer.Options, TestContext.Current.CancellationToken);
        return (pool.IsRecognized, (await pool.EnsureAsync(1, ct: TestContext.Current.CancellationToken)).Single().Created);
    }
}
