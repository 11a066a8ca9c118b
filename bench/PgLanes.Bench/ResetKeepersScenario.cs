using System.Globalization;
using Npgsql;

namespace PgLanes.Bench;

/// <summary>What a connection for each lane costs, against one for all the lanes of a process: memory of the server's processes, warm, and how
/// long a lane waits for its reset when all lanes ask at once.</summary>
internal static class ResetKeepersScenario
{
    private const int Lanes = 8;
    private const int Times = 50;

    public static async Task RunAsync(BenchServer server, IReadOnlyList<TemplateSource> sources)
    {
        Measure.Head("tables", "lanes", "keepers", "memory of the keepers, MiB", "a lane waits, ms", "the last lane waits, ms");
        foreach (var tables in new[] { 56, 373 })
        {
            await using var pool = await ResetScenario.OpenAsync(server, $"app_{Guid.NewGuid():N}", tables, Lanes);
            await using (var group = await pool.LeaseManyAsync(Lanes))
            {
                await RowAsync(pool, tables, async () =>
                {
                    // One after the other, so whoever asked at the start has waited for all before.
                    var waited = 0.0;
                    return [.. (await group.ResetAsync()).Select(reset => waited += reset.Duration.TotalMilliseconds)];
                });
            }

            var lanes = new List<Lane>();
            for (var number = 1; number <= Lanes; number++) lanes.Add(await pool.LeaseAsync(number));
            await RowAsync(pool, tables, async () => await Task.WhenAll(lanes.Select(lane => Measure.OnceAsync(() => lane.ResetAsync()))));
            foreach (var lane in lanes) await lane.DisposeAsync();
        }
    }

    private static async Task RowAsync(LanePool pool, int tables, Func<Task<IReadOnlyList<double>>> resetAllAsync)
    {
        var users = new List<NpgsqlConnection>();
        for (var number = 1; number <= Lanes; number++)
        {
            users.Add(new NpgsqlConnection(pool.GetAddress(number).ConnectionString + ";Pooling=false"));
            await users[^1].OpenAsync();
        }

        var soil = ResetScenario.Dirt(tables, dirty: 5);
        var some = new List<double>();
        var last = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            await Task.WhenAll(users.Select(user => BenchServer.ExecuteAsync(user, soil)));
            var waits = await resetAllAsync();
            some.AddRange(waits);
            last.Add(waits.Max());
        }

        var keepers = (await pool.GetStatusAsync()).Select(status => status.Lease!.Pid).Distinct().ToList();
        Measure.Row(tables, Lanes, keepers.Count, keepers.Sum(OwnMemory), Measure.Median(some), Measure.Median(last));
        foreach (var user in users) await user.DisposeAsync();
    }

    // In MiB; what all processes share is counted for none.
    private static double OwnMemory(int pid) => File.ReadLines($"/proc/{pid}/smaps_rollup")
        .Where(line => line.StartsWith("Private_", StringComparison.Ordinal))
        .Sum(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)) / 1024;
}
