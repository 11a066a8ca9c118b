using System.Diagnostics;
using System.Globalization;

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

        var usual = Measure.Median(later[0].Select(run => run.Tests));
        var usualWhole = Measure.Median(later[0].Select(run => run.Whole));
        Measure.Head("way", "tests", "first run, s", "later runs, s", "of it tests, s", "usual way / this", "tests alone: usual way / this");
        for (var way = 0; way < ways.Length; way++)
        {
            var (whole, tests) = (Measure.Median(later[way].Select(run => run.Whole)), Measure.Median(later[way].Select(run => run.Tests)));
            Measure.Row(ways[way].Name, first[way].Count, first[way].Whole, whole, tests, usualWhole / whole, usual / tests);
        }
    }

    private static async Task<Run> RunAsync(BenchServer server, int lanes)
    {
        var start = new ProcessStartInfo("dotnet", [Tests, "-noColor"]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["SHOP_SERVER"] = server.ConnectionString($"shop_{lanes}");
        start.Environment["SHOP_LANES"] = $"{lanes}";
        var output = "";
        var whole = await Measure.OnceAsync(async () =>
        {
            using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
            output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0) throw new InvalidOperationException($"The tests ended with {process.ExitCode}:\n{output}");
        });
        return new Run(whole / 1000, Seconds(output, "Time:"), (int)Seconds(output, "Total:"));
    }

    // The last line of xUnit: "Total: 204, Errors: 0, …, Time: 12.345s".
    private static double Seconds(string output, string name)
    {
        var at = output.LastIndexOf(name, StringComparison.Ordinal);
        if (at < 0) throw new InvalidOperationException($"The tests say nothing of \"{name}\":\n{output}");
        var number = output.AsSpan(at + name.Length).TrimStart();
        return double.Parse(number[..number.IndexOfAny(',', 's')], CultureInfo.InvariantCulture);
    }

    private sealed record Run(double Whole, double Tests, int Count);
}
