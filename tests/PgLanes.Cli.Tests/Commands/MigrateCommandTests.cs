using PgLanes.Tests;

namespace PgLanes.Cli.Tests;

/// <summary><c>--migrate</c> among processes.</summary>
public sealed class MigrateCommandTests(Servers servers)
{
    private readonly string _log = Path.Combine(Path.GetTempPath(), $"migrated_{Guid.NewGuid():N}");

    [Fact]
    public async Task Two_processes_migrate_once()
    {
        await using var database = await servers.CreateDatabaseAsync();
        var results = await Task.WhenAll(UpAsync(database), UpAsync(database));
        foreach (var result in results) result.ShouldEndWith(0);
        (await File.ReadAllLinesAsync(_log, TestContext.Current.CancellationToken)).ShouldBe(["migrated"]);
        File.Delete(_log);
    }

    [Fact]
    public async Task A_command_whose_tool_is_killed_ends_and_is_run_again_by_the_next_start()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var database = await servers.CreateDatabaseAsync();
        var tool = Template.ToolFor(database);
        const string Goes = "EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'the migration' AND datname = current_database())";
        using (var process = tool.Start(
            "up", "--lanes", "1", "--migrate",
            "psql -X -q \"$DATABASE_URL\" -c 'CREATE TABLE t (n integer)'; (echo \"SET application_name = 'the migration';\"; sleep 60) | psql -X -q \"$DATABASE_URL\"; true"))
        {
            await Eventually.HoldsAsync("the command did not begin", database, Goes);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        (await tool.RunAsync("up", "--lanes", "1")).ShouldFailWith(4, "did not end well", "--migrate");
        (await tool.RunAsync("up", "--lanes", "1", "--migrate", "psql -X -q \"$DATABASE_URL\" -c 'CREATE TABLE u (n integer)'")).ShouldEndWith(0);
        (await database.ListAsync<string>("SELECT tablename::text FROM pg_tables WHERE schemaname = 'test_worker_1' ORDER BY 1")).ShouldBe(["t", "u"]);
        await Eventually.HoldsAsync("the first command goes on", database, $"NOT {Goes}");
    }

    private Task<ToolResult> UpAsync(TestDatabase database) => Template.ToolFor(database).RunAsync(
        "up", "--lanes", "1", "--migrate", $"sleep 1; psql -q \"$DATABASE_URL\" -c 'CREATE TABLE t (n integer)' && echo migrated >> {_log}");
}
