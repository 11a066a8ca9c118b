using System.Globalization;
using Npgsql;

namespace PgLanes.Bench;

/// <summary>Whether memory, connections and the catalog stay as they are while lanes are leased, written to and returned over and over.
/// PGLANES_BENCH_LEASES says how often; 20000 without it.</summary>
internal static class LeasesScenario
{
    private const int Parts = 5;

    public static async Task RunAsync(BenchServer server, IReadOnlyList<TemplateSource> sources)
    {
        var times = Environment.GetEnvironmentVariable("PGLANES_BENCH_LEASES") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 20_000;
        Measure.Head("leases", "lease, write and return, ms", "managed memory, KiB", "process, MiB", "server connections", "catalog, KiB", "catalog rows");
        var database = $"app_{Guid.NewGuid():N}";
        await server.LoadAsync(database, sources.Count > 0 ? sources[0] : TemplateSource.Generate(10, 2, 20));
        await using var pool = await LanePool.OpenAsync(server.ConnectionString(database), new LanePoolOptions { MaxLanes = 2 });
        await LeaseAsync(pool, 200);
        await RowAsync(server, database, 200, "warm-up");
        for (var part = 1; part <= Parts; part++)
        {
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            await LeaseAsync(pool, times / Parts);
            await RowAsync(server, database, times / Parts * part, System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds / (times / Parts));
        }
    }

    private static async Task LeaseAsync(LanePool pool, int times)
    {
        for (var i = 0; i < times; i++)
        {
            var lane = await pool.LeaseAsync();
            await using (lane)
            {
                if (i % 100 > 0) continue;
                await using var connection = new NpgsqlConnection(lane.ConnectionString + ";Pooling=false");
                await connection.OpenAsync();
                await BenchServer.ExecuteAsync(connection, "INSERT INTO t_0 (name) VALUES ('dirt')");
            }
        }
    }

    private static async Task RowAsync(BenchServer server, string database, int leases, object each)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        await using var connection = await server.OpenAsync(database);
        await using var command = new NpgsqlCommand(
            "SELECT (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()), " +
            "(SELECT sum(pg_total_relation_size(oid)) / 1024 FROM pg_class WHERE relnamespace IN ('pg_catalog'::regnamespace, 'pglanes'::regnamespace) AND relkind = 'r')::bigint, " +
            "(SELECT count(*) FROM pg_class) + (SELECT count(*) FROM pg_proc) + (SELECT count(*) FROM pg_depend)", connection);
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        Measure.Row(
            leases.ToString(CultureInfo.InvariantCulture), each, GC.GetTotalMemory(forceFullCollection: true) / 1024.0, process.WorkingSet64 / 1048576.0,
            row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }
}
