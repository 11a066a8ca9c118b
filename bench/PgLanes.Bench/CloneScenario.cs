namespace PgLanes.Bench;

/// <summary>How long one cold lane takes, from connection to proved, against the other ways to copy a template.</summary>
internal static class CloneScenario
{
    private const int Times = 7;

    public static async Task RunAsync(BenchServer server, IReadOnlyList<TemplateSource> sources)
    {
        Measure.Head("template", "lane, ms", "CREATE DATABASE wal_log", "CREATE DATABASE file_copy", "psql replays pg_dump", "lane / fastest", "8 lanes / lane");
        foreach (var source in sources.Append(TemplateSource.Generate(400))) await RunAsync(server, source);
    }

    private static async Task RunAsync(BenchServer server, TemplateSource source)
    {
        var database = $"app_{Guid.NewGuid():N}";
        await server.LoadAsync(database, source);
        var dump = await server.DumpAsync(database);
        var options = new LanePoolOptions { Schemas = source.Schemas, MaxLanes = 8 };

        // The first lane also stores the baseline; like the others' copies of files, it is measured warm.
        await LaneAsync(1);
        await LanePool.DropAllAsync(server.ConnectionString(database), options);
        var lane = await Measure.MedianAsync(Times, _ => LaneAsync(1), _ => LanePool.DropAllAsync(server.ConnectionString(database), options));
        var eight = await Measure.MedianAsync(3, _ => LaneAsync(8), _ => LanePool.DropAllAsync(server.ConnectionString(database), options));
        await LanePool.DropAllAsync(server.ConnectionString(database), options);

        var walLog = await CopyAsync("wal_log");
        var fileCopy = await CopyAsync("file_copy");
        var replay = await Measure.MedianAsync(
            Times,
            i => server.PsqlAsync($"replay_{i}", dump),
            i => server.ExecuteAsync("postgres", $"CREATE DATABASE replay_{i} TEMPLATE template0"));
        for (var i = 0; i < Times; i++) await server.ExecuteAsync("postgres", $"DROP DATABASE replay_{i}");
        var fastest = Math.Min(replay, Math.Min(walLog, fileCopy));
        Measure.Row(source.Name, lane, walLog, fileCopy, replay, lane / fastest, eight / lane);

        async Task LaneAsync(int count)
        {
            await using var pool = await LanePool.OpenAsync(server.ConnectionString(database), options);
            await pool.EnsureAsync(count);
        }

        async Task<double> CopyAsync(string strategy)
        {
            var median = await Measure.MedianAsync(
                Times, i => server.ExecuteAsync("postgres", $"CREATE DATABASE copy_{i} TEMPLATE {database} STRATEGY {strategy}"));
            for (var i = 0; i < Times; i++) await server.ExecuteAsync("postgres", $"DROP DATABASE copy_{i}");
            return median;
        }
    }
}
