using Npgsql;

namespace PgLanes.Bench;

/// <summary>How long it takes to put a lane back, against truncating everything, with and without the seed rows afterwards, and against one
/// DELETE for each table. Before each measured round of those, the baseline's rows are there again.</summary>
internal static class ResetScenario
{
    private const int Times = 200;
    private const int Rounds = 41;
    private const int Filled = 12;
    private const int Rows = 1300;

    public static async Task RunAsync(BenchServer server, IReadOnlyList<TemplateSource> sources)
    {
        await SmallAsync(server, sources);
        await LargeAsync(server, sources);
    }

    public static Task SmallAsync(BenchServer server, IReadOnlyList<TemplateSource> sources) => RunAsync(server, 56);

    public static Task LargeAsync(BenchServer server, IReadOnlyList<TemplateSource> sources) => RunAsync(server, 373);

    /// <summary>What a test leaves behind: three rows in each of some tables, a third of which are among those that hold baseline rows.</summary>
    public static string Dirt(int tables, int dirty) => string.Join(' ', Enumerable.Range(0, dirty)
        .Select(i => i % 3 == 0 ? i / 3 % Filled : Filled + (i * 37 % (tables - Filled)))
        .Select(table => $"INSERT INTO t_{table} (name) SELECT 'dirt' FROM generate_series(1, 3);"));

    public static async Task<LanePool> OpenAsync(BenchServer server, string database, int tables, int lanes)
    {
        await server.LoadAsync(database, TemplateSource.Generate(tables, Filled, Rows));
        var pool = await LanePool.OpenAsync(server.ConnectionString(database), new LanePoolOptions { MaxLanes = lanes });
        await pool.EnsureAsync(lanes);
        return pool;
    }

    private static async Task RunAsync(BenchServer server, int tables)
    {
        var database = $"app_{Guid.NewGuid():N}";
        await using var pool = await OpenAsync(server, database, tables, lanes: 1);
        await server.ExecuteAsync("postgres", $"CREATE DATABASE {database}_plain");
        await server.PsqlAsync($"{database}_plain", await TemplateSource.Generate(tables, Filled, Rows).ScriptAsync());
        await using var lane = await pool.LeaseAsync();
        await using var user = await lane.DataSource.OpenConnectionAsync();
        await using var plain = await server.OpenAsync($"{database}_plain");
        await BenchServer.ExecuteAsync(plain, "CREATE SCHEMA seed; " + ForFilled(i => $"CREATE TABLE seed.t_{i} AS TABLE t_{i};") + "ANALYZE;");
        Measure.Head(
            "tables", "dirty", "Lane.ResetAsync, ms", "pglanes.reset(), ms", "truncate all, ms", "and seed, ms", "delete each, ms",
            "truncate / ResetAsync", "truncate / reset()", "delete / ResetAsync", "ResetAsync / SELECT 1", "reset() / SELECT 1");
        foreach (var dirty in new[] { 0, 5, 20 }) await RowAsync(lane, user, plain, tables, dirty);
    }

    private static async Task RowAsync(Lane lane, NpgsqlConnection user, NpgsqlConnection plain, int tables, int dirty)
    {
        var soil = Dirt(tables, dirty);
        Task SoilAsync(NpgsqlConnection connection) => soil.Length == 0 ? Task.CompletedTask : BenchServer.ExecuteAsync(connection, soil);
        for (var i = 0; i < 3; i++)
        {
            await SoilAsync(user);
            await lane.ResetAsync();
            await SoilAsync(user);
            await BenchServer.ExecuteAsync(user, "SELECT pglanes.reset()");
        }

        var keeper = await Measure.MedianAsync(Times, _ => lane.ResetAsync(), _ => SoilAsync(user));
        var sql = await Measure.MedianAsync(Times, _ => BenchServer.ExecuteAsync(user, "SELECT pglanes.reset()"), _ => SoilAsync(user));
        var one = await Measure.MedianAsync(Times, _ => BenchServer.ExecuteAsync(user, "SELECT 1"));

        var all = string.Join(", ", Enumerable.Range(0, tables).Select(i => $"t_{i}"));
        var truncateAll = $"TRUNCATE {all} RESTART IDENTITY CASCADE;";
        var seed = ForFilled(i => $"INSERT INTO t_{i} SELECT * FROM seed.t_{i}; SELECT setval('t_{i}_id_seq', max(id)) FROM seed.t_{i};");
        var deleteEach = string.Join(' ', Enumerable.Range(0, tables).Reverse().Select(i => $"DELETE FROM t_{i};"));
        async Task BeforeAsync(int round)
        {
            if ((await ScalarAsync(plain, "SELECT count(*) FROM t_0")) == 0) await BenchServer.ExecuteAsync(plain, seed);
            await SoilAsync(plain);
        }

        var truncate = await Measure.MedianAsync(Rounds, _ => BenchServer.ExecuteAsync(plain, truncateAll), BeforeAsync);
        var seeded = await Measure.MedianAsync(Rounds, _ => BenchServer.ExecuteAsync(plain, truncateAll + seed), BeforeAsync);
        var delete = await Measure.MedianAsync(Rounds, _ => BenchServer.ExecuteAsync(plain, deleteEach), BeforeAsync);
        Measure.Row(
            tables, dirty, keeper, sql, truncate, seeded, delete, truncate / keeper, truncate / sql, delete / keeper, keeper / one, sql / one);
    }

    private static string ForFilled(Func<int, string> statement) => string.Join(' ', Enumerable.Range(0, Filled).Select(statement));

    private static async Task<long> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
