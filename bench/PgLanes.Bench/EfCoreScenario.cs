using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;

namespace PgLanes.Bench;

/// <summary>How long the tests of samples/EfCore take: the usual way, where they share a database and truncate it before each test, in one lane,
/// and in a lane for each processor. Each run is a process of its own, as a developer starts it.</summary>
internal static class EfCoreScenario
{
    private const string Tests = "samples/EfCore/EfCore.Xunit.Tests/bin/Release/net10.0/EfCore.Xunit.Tests.dll";
    private const int Times = 3;

    public static async Task RunAsync(BenchServer server, IReadOnlyList<TemplateSource> sources)
    {
        var ways = new (string Name, int Lanes)[] { ("one database, truncated", 0), ("1 lane", 1), ($"{Environment.ProcessorCount} lanes", Environment.ProcessorCount) };
        foreach (var (_, lanes) in ways) await server.ExecuteAsync("postgres", $"CREATE DATABASE shop_{lanes}");
        var first = new List<Run>();
        foreach (var (_, lanes) in ways) first.Add(await RunAsync(server, lanes));
        var later = ways.Select(_ => new List<Run>()).ToList();
        // One after the other, so that what disturbs the machine disturbs all of them.
        for (var i = 0; i < Times; i++)
            for (var way = 0; way < ways.Length; way++) later[way].Add(await RunAsync(server, ways[way].Lanes));

        // Cold: an empty database, so that everything is migrated and made. Warm: what a developer has who starts the tests again.
        Measure.Head("start", "way", "tests", "whole, s", "after the first test, s", "whole: usual way / this", "after the first test: usual way / this");
        for (var way = 0; way < ways.Length; way++) Report("cold", ways[way].Name, [first[way]], [first[0]]);
        for (var way = 0; way < ways.Length; way++) Report("warm", ways[way].Name, later[way], later[0]);
    }

    private static void Report(string start, string way, List<Run> runs, List<Run> usual)
    {
        var (whole, tests) = (Median(runs, run => run.Whole), Median(runs, run => run.Tests));
        Measure.Row(start, way, runs[0].Count, whole, tests, Median(usual, run => run.Whole) / whole, Median(usual, run => run.Tests) / tests);
    }

    private static double Median(List<Run> runs, Func<Run, double> figure) => Measure.Median(runs.Select(figure));

    private static async Task<Run> RunAsync(BenchServer server, int lanes)
    {
        var results = Path.GetTempFileName();
        var start = new ProcessStartInfo("dotnet", [Tests, "-noColor", "-xml", results]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["SHOP_SERVER"] = server.ConnectionString($"shop_{lanes}");
        start.Environment["SHOP_LANES"] = $"{lanes}";
        try
        {
            var whole = await Measure.OnceAsync(async () =>
            {
                using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
                var output = await process.StandardOutput.ReadToEndAsync();
                await process.WaitForExitAsync();
                if (process.ExitCode != 0) throw new InvalidOperationException($"The tests ended with {process.ExitCode}:\n{output}");
            });
            // Until the first test has ended, the process starts, the lanes are opened and the application is started.
            var ends = XDocument.Load(results).Descendants("test").Select(test => DateTimeOffset.Parse(test.Attribute("finish-rtf")!.Value, CultureInfo.InvariantCulture)).ToList();
            return new Run(whole / 1000, (ends.Max() - ends.Min()).TotalSeconds, ends.Count);
        }
        finally
        {
            File.Delete(results);
        }
    }

    private sealed record Run(double Whole, double Tests, int Count);
}
