using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace PgLanes.Bench;

/// <summary>
/// Many processes on many lanes of one server: whether any of them fails or sees what another wrote, how long leases and resets take, and whether
/// connections and the catalog are as before. PGLANES_BENCH_LOAD is the number of lanes, of processes and of seconds; 100,32,60 without it.
/// </summary>
internal static class LoadScenario
{
    // Of the lanes' connections there are never more than two for each process.
    public const int MaxConnections = 150;

    public static async Task RunAsync(BenchServer server, IReadOnlyList<TemplateSource> sources)
    {
        var (lanes, processes, seconds) = Environment.GetEnvironmentVariable("PGLANES_BENCH_LOAD") is { Length: > 0 } text
            ? text.Split(',').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToList() is [var a, var b, var c] ? (a, b, c) : throw new FormatException($"{text} is not LANES,PROCESSES,SECONDS.")
            : (100, 32, 60);
        var source = sources.Count > 0 ? sources[0] : TemplateSource.Generate(56, 12, 1300);
        var database = $"app_{Guid.NewGuid():N}";
        await server.LoadAsync(database, source);
        await server.ExecuteAsync(database, LoadNotes.Definitions(source.Schemas[0]));
        var connectionString = server.ConnectionString(database);
        await using var pool = await LanePool.OpenAsync(connectionString, new LanePoolOptions { Schemas = source.Schemas, MaxLanes = lanes });
        var building = await Measure.OnceAsync(() => pool.EnsureAsync(lanes));
        Console.WriteLine($"{source.Name}: {lanes} lanes made in {building / 1000:F1} s; {processes} processes for {seconds} s.");
        Console.WriteLine();

        var workers = new List<LoadProcess>();
        try
        {
            // All at once they would compile their code for so long that logins time out.
            foreach (var group in Enumerable.Range(1, processes).Chunk(Environment.ProcessorCount))
            {
                var begun = group.Select(_ => LoadProcess.Start(connectionString, source.Schemas, lanes, seconds)).ToList();
                workers.AddRange(begun);
                foreach (var worker in begun) await worker.ReadyAsync();
            }

            var before = await CatalogSize.ReadAsync(server, database);
            foreach (var worker in workers) worker.Go();
            var most = await WatchAsync(server, database, workers.Select(worker => worker.SamplesAsync()).ToList());
            Report(workers, seconds);
            Console.WriteLine();
            Measure.Head("when", "server connections", "catalog, KiB", "catalog rows", "database, MiB");
            Measure.Row("before", before.Connections, before.KiB, before.Rows, before.DatabaseMiB);
            Measure.Row("most, while at work", most, "", "", "");
            var after = await CatalogSize.ReadAsync(server, database);
            Measure.Row("after", after.Connections, after.KiB, after.Rows, after.DatabaseMiB);
            await server.ExecuteAsync(database, "VACUUM");
            after = await CatalogSize.ReadAsync(server, database);
            Measure.Row("after, vacuumed", after.Connections, after.KiB, after.Rows, after.DatabaseMiB);
        }
        finally
        {
            foreach (var worker in workers) worker.Dispose();
        }

        if (workers.Exists(worker => worker.Errors.Count > 0)) throw new InvalidOperationException("There were errors; see above.");
    }

    private static async Task<long> WatchAsync(BenchServer server, string database, IReadOnlyList<Task> ends)
    {
        var all = Task.WhenAll(ends);
        var most = 0L;
        await using var connection = await server.OpenAsync(database);
        while (await Task.WhenAny(all, Task.Delay(500)) != all) most = Math.Max(most, await CatalogSize.ConnectionsAsync(connection));
        await all;
        return most;
    }

    private static void Report(IReadOnlyList<LoadProcess> workers, int seconds)
    {
        Measure.Head("step", "times", "each second", "median, ms", "90 %, ms", "99 %, ms", "most, ms");
        foreach (var step in LoadWorker.Steps)
        {
            var sorted = workers.SelectMany(worker => worker.Samples[step]).Order().ToList();
            if (sorted.Count == 0) continue;
            double At(double share) => sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
            Measure.Row(step, sorted.Count, (double)sorted.Count / seconds, At(0.5), At(0.9), At(0.99), sorted[^1]);
        }

        Console.WriteLine();
        Console.WriteLine($"Errors and foreign rows: {workers.Sum(worker => worker.Errors.Count)}.");
        foreach (var error in workers.SelectMany(worker => worker.Errors).Take(10)) Console.WriteLine($"- {error}");
    }
}

/// <summary>How large a database's catalog is, and how many are connected.</summary>
internal sealed record CatalogSize(long Connections, long KiB, long Rows, long DatabaseMiB)
{
    private const string Others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

    public static async Task<CatalogSize> ReadAsync(BenchServer server, string database)
    {
        await using var connection = await server.OpenAsync(database);
        // The server sees the end of a connection a moment later, and kept ones are closed a second after.
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < 5 && await ConnectionsAsync(connection) > 0;) await Task.Delay(100);
        await using var command = new NpgsqlCommand(
            $"SELECT ({Others}), " +
            "(SELECT sum(pg_total_relation_size(oid)) / 1024 FROM pg_class WHERE relnamespace IN ('pg_catalog'::regnamespace, 'pglanes'::regnamespace) AND relkind = 'r')::bigint, " +
            "(SELECT count(*) FROM pg_class) + (SELECT count(*) FROM pg_proc) + (SELECT count(*) FROM pg_depend), " +
            "pg_database_size(current_database()) / 1048576", connection);
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return new CatalogSize(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
    }

    public static async Task<long> ConnectionsAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Others, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
