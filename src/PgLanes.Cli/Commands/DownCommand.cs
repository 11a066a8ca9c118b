using System.CommandLine;
using PgLanes.Cli.Output;
using PgLanes.Cli.Settings;
using Spectre.Console;

namespace PgLanes.Cli.Commands;

/// <summary><c>pglanes down</c>: lanes are dropped.</summary>
internal static class DownCommand
{
    private static readonly Option<bool> s_stale = new("--stale") { Description = "Drops only lanes that were made of an earlier state of the template" };

    public static Command Create()
    {
        var options = new LaneOptions();
        var command = new Command("down", "Drops the lanes, and what the tool keeps about them.") { s_stale };
        options.AddTo(command);
        command.SetAction((parsed, _) => Runner.RunAsync(cancellationToken =>
            RunAsync(options.Read(parsed, Variables.OfProcess), parsed.GetValue(s_stale), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(LaneSettings settings, bool staleOnly, CancellationToken cancellationToken)
    {
        var screen = Screen.Create(settings.Json);
        var dropped = staleOnly ? await DropStaleAsync(settings, screen, cancellationToken) : await PoolSource.DropAllAsync(settings, cancellationToken);
        if (settings.Json) Json.Write(new DownDocument(dropped), context => context.DownDocument);
        else screen.Results.WriteLine(dropped.Count == 0 ? "There was no lane to drop." : $"Dropped {string.Join(", ", dropped)}.");
        return ExitCode.Done;
    }

    private static async Task<IReadOnlyList<string>> DropStaleAsync(LaneSettings settings, Screen screen, CancellationToken cancellationToken)
    {
        await using var pool = await PoolSource.OpenAsync(settings, screen, cancellationToken);
        return await pool.DropAsync(staleOnly: true, cancellationToken);
    }
}
