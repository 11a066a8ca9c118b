namespace PgLanes.Bench;

/// <summary>How long one cold lane takes, from connection to proved, against the other ways to copy a template, all in a process that has done it before.
/// A lane's time begins before the pool is opened, so it holds the reading of the template; in the first figure also the registry and the stored rows, which
/// nothing has made yet, in the second only what each further lane costs that is made alone. A copy of the database is one statement on a connection
/// of its own. psql replays into an empty database that is there; the dump was made before.</summary>
internal static class CloneScenario
{
    private const int Times = 7;

    public static async Task RunAsync(BenchServer server, IReadOnlyList<TemplateSource> sources)
    {
        Measure.Head(
            "template", "first lane, ms", "of it opening", "further lane, ms", "CREATE DATABASE wal_log", "CREATE DATABASE file_copy", "psql replays pg_dump",
            "first / fastest copy", "first / psql", "8 lanes / lane");
        foreach (var source in sources.Count > 0 ? sources : [TemplateSource.Linked()]) await RunAsync(server, source);
    }

    private static async Task RunAsync(BenchServer server, TemplateSource source)
    {
        var database = $"app_{Guid.NewGuid():N}";
        await server.LoadAsync(database, source);
        var options = new LanePoolOptions { Schemas = source.Schemas, MaxLanes = 8 };

        // First, as lanes that were dropped leave dead rows in the catalogs.
        var dump = await server.DumpAsync(database);
        var walLog = await CopyAsync("wal_log");
        var fileCopy = await CopyAsync("file_copy");
        var replay = await Measure.MedianAsync(
            Times,
            i => server.PsqlAsync($"replay_{i}", dump),
            i => server.ExecuteAsync("postgres", $"CREATE DATABASE replay_{i} TEMPLATE template0"));
        for (var i = 0; i < Times; i++) await server.ExecuteAsync("postgres", $"DROP DATABASE replay_{i}");

        for (var i = 0; i < 3; i++)
        {
            await ClearAsync(0);
            await LanesAsync(1);
        }

        var opening = await Measure.MedianAsync(Times, async _ => await (await LanePool.OpenAsync(server.ConnectionString(database), options)).DisposeAsync(), ClearAsync);
        var first = await Measure.MedianAsync(Times, _ => LanesAsync(1), ClearAsync);
        var further = await Measure.MedianAsync(Math.Min(Times, options.MaxLanes - 1), i => LaneAsync(i + 2), async i =>
        {
            if (i > 0) return;
            await ClearAsync(0);
            await LanesAsync(1);
        });
        var eight = await Measure.MedianAsync(3, _ => LanesAsync(8), ClearAsync);
        await ClearAsync(0);

        await using var opened = await LanePool.OpenAsync(server.ConnectionString(database), options);
        var template = opened.Template;
        Measure.Row(
            $"{source.Name}: {template.Tables} tables, {template.Views} views, {template.Indexes} indexes, {template.ForeignKeys} foreign keys", first, opening, further, walLog, fileCopy, replay,
            first / Math.Min(walLog, fileCopy), first / replay, eight / first);

        async Task LanesAsync(int count)
        {
            await using var pool = await LanePool.OpenAsync(server.ConnectionString(database), options);
            await pool.EnsureAsync(count);
        }

        async Task LaneAsync(int number)
        {
            await using var pool = await LanePool.OpenAsync(server.ConnectionString(database), options);
            await (await pool.LeaseAsync(number)).DisposeAsync();
        }

        // The catalogs as they were before.
        async Task ClearAsync(int time)
        {
            await LanePool.DropAllAsync(server.ConnectionString(database), options);
            await server.ExecuteAsync(database, "VACUUM");
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
