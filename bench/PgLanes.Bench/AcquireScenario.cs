namespace PgLanes.Bench;

/// <summary>How long a process waits for a lane that is there: opening the pool and leasing, against a bare connection.</summary>
internal static class AcquireScenario
{
    private const int Times = 31;

    public static async Task RunAsync(BenchServer server, IReadOnlyList<TemplateSource> sources)
    {
        Measure.Head("template", "open and lease, ms", "lease and return, ms", "bare connection, ms");
        foreach (var source in sources.Append(TemplateSource.Generate(56, 12, 1300)))
        {
            var database = $"app_{Guid.NewGuid():N}";
            await server.LoadAsync(database, source);
            var options = new LanePoolOptions { Schemas = source.Schemas, MaxLanes = 2 };
            await using var pool = await LanePool.OpenAsync(server.ConnectionString(database), options);
            await pool.EnsureAsync(2);
            var open = await Measure.MedianAsync(Times, async _ =>
            {
                await using var another = await LanePool.OpenAsync(server.ConnectionString(database), options);
                await using var lane = await another.LeaseAsync();
            });
            var lease = await Measure.MedianAsync(Times, async _ => await (await pool.LeaseAsync()).DisposeAsync());
            var bare = await Measure.MedianAsync(Times, async _ => await (await server.OpenAsync(database)).DisposeAsync());
            Measure.Row(source.Name, open, lease, bare);
        }
    }
}
