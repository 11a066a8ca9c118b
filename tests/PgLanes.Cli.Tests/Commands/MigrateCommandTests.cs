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

    private Task<ToolResult> UpAsync(TestDatabase database) => Template.ToolFor(database).RunAsync(
        "up", "--lanes", "1", "--migrate", $"sleep 1; psql -q \"$DATABASE_URL\" -c 'CREATE TABLE t (n integer)' && echo migrated >> {_log}");
}
