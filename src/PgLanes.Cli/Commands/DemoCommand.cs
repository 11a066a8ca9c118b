using System.CommandLine;
using System.Diagnostics;
using PgLanes.Cli.Demo;
using PgLanes.Cli.Output;
using PgLanes.Hosting;
using Spectre.Console;

namespace PgLanes.Cli.Commands;

/// <summary><c>pglanes demo</c>: the whole way through the house, on a PostgreSQL of its own that is gone afterwards.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var command = new Command("demo", "Shows all of it on a private PostgreSQL: up, four workers writing the same keys at once, reset, verify, timings.");
        command.SetAction((_, _) => Runner.RunAsync(RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var screen = Screen.Create(json: false);
        var watch = Stopwatch.StartNew();
        // A server of its own: nobody's databases are touched, and it is gone when this process is, however that ends.
        await using var server = await PrivateServer.StartAsync(new PrivateServerOptions { Progress = new HostingNews() }, cancellationToken);
        await using var shop = await ShopDatabase.CreateAsync(server, cancellationToken);
        var steps = new List<StoryStep> { new("server", $"PostgreSQL {server.Version}, private, with a migrated shop database", watch.Elapsed) };
        var checks = new Checks();
        var options = new LanePoolOptions { MaxLanes = Story.Workers };
        await using (var pool = await LanePool.OpenAsync(shop.ConnectionString, options, cancellationToken))
        {
            var story = new Story(shop, pool, checks);
            steps.Add(await story.MakeLanesAsync(cancellationToken));
            var lanes = new List<Lane>();
            try
            {
                for (var number = 1; number <= Story.Workers; number++) lanes.Add(await pool.LeaseAsync(number, cancellationToken));
                steps.Add(await story.WorkAtOnceAsync(lanes, cancellationToken));
                steps.Add(await story.ResetAsync(lanes, cancellationToken));
            }
            finally
            {
                foreach (var lane in lanes) await lane.DisposeAsync();
            }
            steps.Add(await story.VerifyAsync(cancellationToken));
            await pool.DropAsync(ct: cancellationToken);
        }
        return Tell(screen, steps, checks, watch.Elapsed);
    }

    private static int Tell(Screen screen, IEnumerable<StoryStep> steps, Checks checks, TimeSpan total)
    {
        var table = Screen.NewTable("Step", "What happened");
        table.AddColumn(new TableColumn("Time").RightAligned());
        foreach (var step in steps) table.AddRow(Markup.Escape(step.Name), Markup.Escape(step.Told), $"{step.Duration.TotalMilliseconds:N1} ms");
        screen.Results.Write(table);
        if (checks.Failures.Count == 0)
        {
            screen.Results.WriteLine($"All {checks.Count:N0} checks hold, after {total.TotalSeconds:N1} s. The demo's server and its database are gone again.");
            return ExitCode.Done;
        }
        Failures.Write($"{checks.Failures.Count} of the demo's checks did not hold:");
        foreach (var failure in checks.Failures) screen.Messages.WriteLine($"  {failure}");
        return ExitCode.DifferencesFound;
    }
}
