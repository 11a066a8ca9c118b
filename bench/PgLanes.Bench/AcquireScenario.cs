using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace PgLanes.Bench;

/// <summary>How long a process waits for a lane that is there: opening the pool and leasing, against a bare connection; in a process that did so
/// before, and as the first thing that a process does.</summary>
internal static class AcquireScenario
{
    /// <summary>The argument that makes a process one that leases once.</summary>
    public const string Worker = "acquire-worker";

    private const int Times = 31;
    private const int Processes = 7;

    public static async Task RunAsync(BenchServer server, IReadOnlyList<TemplateSource> sources)
    {
        Measure.Head(
            "template", "bare connection, ms", "open, ms", "open and lease, ms", "open and lease / bare", "lease and return, ms", "new process: open and lease, ms",
            "new process: bare connection before, ms", "connections of a process with one lane");
        foreach (var source in sources.Append(TemplateSource.Generate(56, 12, 1300)))
        {
            var database = $"app_{Guid.NewGuid():N}";
            await server.LoadAsync(database, source);
            var options = new LanePoolOptions { Schemas = source.Schemas, MaxLanes = 2 };
            await using var pool = await LanePool.OpenAsync(server.ConnectionString(database), options);
            await pool.EnsureAsync(2);
            var (opens, both, bares) = (new List<double>(), new List<double>(), new List<double>());
            var connections = 0L;
            // In turn, so that what else the machine does weighs on each alike.
            for (var i = 0; i < Times; i++)
            {
                bares.Add(await Measure.OnceAsync(async () => await (await server.OpenAsync(database)).DisposeAsync()));
                var start = Stopwatch.GetTimestamp();
                await using var another = await LanePool.OpenAsync(server.ConnectionString(database), options);
                opens.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                await using var lane = await another.LeaseAsync();
                both.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                if (i == Times - 1) connections = await ConnectionsAsync(server, database);
            }

            var lease = await Measure.MedianAsync(Times, async _ => await (await pool.LeaseAsync()).DisposeAsync());
            var news = new List<(double Bare, double Both)>();
            for (var i = 0; i < Processes; i++) news.Add(await StartAsync(server.ConnectionString(database), source.Schemas));
            var (bare, open) = (Measure.Median(bares), Measure.Median(both));
            Measure.Row(
                source.Name, bare, Measure.Median(opens), open, open / bare, lease, Measure.Median(news.Select(n => n.Both)), Measure.Median(news.Select(n => n.Bare)), connections);
        }
    }

    /// <param name="arguments">The connection string and the schemas.</param>
    public static async Task<int> LeaseOnceAsync(string[] arguments)
    {
        var bare = await Measure.OnceAsync(async () =>
        {
            await using var connection = new NpgsqlConnection(arguments[0] + ";Pooling=false");
            await connection.OpenAsync();
        });
        var start = Stopwatch.GetTimestamp();
        await using var pool = await LanePool.OpenAsync(arguments[0], new LanePoolOptions { Schemas = [.. arguments.Skip(1)], MaxLanes = 2 });
        await using var lane = await pool.LeaseAsync();
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{bare:R} {Stopwatch.GetElapsedTime(start).TotalMilliseconds:R}"));
        return 0;
    }

    private static async Task<(double Bare, double Both)> StartAsync(string connectionString, IReadOnlyList<string> schemas)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(AcquireScenario).Assembly.Location, Worker, connectionString, .. schemas])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("dotnet did not start.");
        var said = (await process.StandardOutput.ReadToEndAsync()).Split();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"A new process ended with {process.ExitCode}.");
        return (double.Parse(said[0], CultureInfo.InvariantCulture), double.Parse(said[1], CultureInfo.InvariantCulture));
    }

    // The pool of the scenario itself gives its connection up a second after its last lease.
    private static async Task<long> ConnectionsAsync(BenchServer server, string database)
    {
        await using var connection = await server.OpenAsync(database);
        return await CatalogSize.ConnectionsAsync(connection);
    }
}
