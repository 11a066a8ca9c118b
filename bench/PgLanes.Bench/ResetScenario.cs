using Npgsql;

namespace PgLanes.Bench;

/// <summary>How long it takes to put a lane back, against truncating everything and against one DELETE for each table.</summary>
internal static class ResetScenario
{
    private const int Times = 200;
    private const int Filled = 12;
    private const int Rows = 1300;

    public static async Task RunAsync(BenchServer server, IReadOnlyList<TemplateSource> sources)
    {
        Measure.Head(
            "tables", "dirty", "Lane.ResetAsync, ms", "pglanes.reset(), ms", "truncate all, ms", "delete each, ms",
            "truncate / ResetAsync", "truncate / reset()", "ResetAsync / SELECT 1");
        foreach (var tables in new[] { 56, 373 })
        {
            var database = $"app_{Guid.NewGuid():N}";
            await server.LoadAsync(database, TemplateSource.Generate(tables, Filled, Rows));
            await server.ExecuteAsync("postgres", $"CREATE DATABASE {database}_plain TEMPLATE {database}");
            await using var pool = await LanePool.OpenAsync(server.ConnectionString(database), new LanePoolOptions { MaxLanes = 1 });
            await pool.EnsureAsync(1);
            await using var lane = await pool.LeaseAsync();
            await using var user = await lane.DataSource.OpenConnectionAsync();
            await using var plain = await server.OpenAsync($"{database}_plain");
            foreach (var dirty in new[] { 0, 5, 20 }) await RowAsync(lane, user, plain, tables, dirty);
        }
    }

    private static async Task RowAsync(Lane lane, NpgsqlConnection user, NpgsqlConnection plain, int tables, int dirty)
    {
        // A third of the dirty tables are among those that hold baseline rows.
        var soil = string.Join(' ', Enumerable.Range(0, dirty)
            .Select(i => i % 3 == 0 ? i / 3 % Filled : Filled + (i * 37 % (tables - Filled)))
            .Select(table => $"INSERT INTO t_{table} (name) SELECT 'dirt' FROM generate_series(1, 3);"));
        Task SoilAsync(NpgsqlConnection connection) => soil.Length == 0 ? Task.CompletedTask : BenchServer.ExecuteAsync(connection, soil);

        await lane.ResetAsync();
        var keeper = await Measure.MedianAsync(Times, _ => lane.ResetAsync(), _ => SoilAsync(user));
        var sql = await Measure.MedianAsync(Times, _ => BenchServer.ExecuteAsync(user, "SELECT pglanes.reset()"), _ => SoilAsync(user));
        var one = await Measure.MedianAsync(Times, _ => BenchServer.ExecuteAsync(user, "SELECT 1"));

        var all = string.Join(", ", Enumerable.Range(0, tables).Select(i => $"t_{i}"));
        var truncateAll = $"TRUNCATE {all} RESTART IDENTITY CASCADE";
        var deleteEach = string.Join(' ', Enumerable.Range(0, tables).Reverse().Select(i => $"DELETE FROM t_{i};"));
        var truncate = await Measure.MedianAsync(21, _ => BenchServer.ExecuteAsync(plain, truncateAll), _ => SoilAsync(plain));
        var delete = await Measure.MedianAsync(21, _ => BenchServer.ExecuteAsync(plain, deleteEach), _ => SoilAsync(plain));
        Measure.Row(tables, dirty, keeper, sql, truncate, delete, truncate / keeper, truncate / sql, keeper / one);
    }
}
