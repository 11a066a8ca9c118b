using System.CommandLine;
using PgLanes.Cli.Output;
using PgLanes.Cli.Settings;
using Spectre.Console;

namespace PgLanes.Cli.Commands;

/// <summary><c>pglanes down</c>: lanes are dropped.</summary>
internal static class DownCommand
{
    private static readonly Option<bool> s_stale = new("--stale") { Description = "Drops only lanes that were made of an earlier state of the template" };

    private static readonly Option<bool> s_force = new("--force") { Description = "Ends the sessions that hold lanes instead of refusing, and says whose" };

    public static Command Create()
    {
        var options = new LaneOptions();
        var command = new Command("down", "Drops the lanes, and what the tool keeps about them.") { s_stale, s_force };
        options.AddTo(command);
        command.SetAction((parsed, _) => Runner.RunAsync(cancellationToken =>
            RunAsync(options.Read(parsed, Variables.OfProcess), parsed.GetValue(s_stale), parsed.GetValue(s_force), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(LaneSettings settings, bool staleOnly, bool force, CancellationToken cancellationToken)
    {
        var screen = Screen.Create(settings.Json);
        var ended = new EndedHolders(screen);
        var dropped = staleOnly
            ? await DropStaleAsync(settings, screen, force, ended, cancellationToken)
            : await PoolSource.DropAllAsync(settings, force, ended, cancellationToken);
        if (settings.Json) Json.Write(new DownDocument(dropped, ended.Documents), context => context.DownDocument);
        else screen.Results.WriteLine(dropped.Count == 0 ? "There was no lane to drop." : $"Dropped {string.Join(", ", dropped)}.");
        return ExitCode.Done;
    }

    private static async Task<IReadOnlyList<string>> DropStaleAsync(
        LaneSettings settings, Screen screen, bool force, EndedHolders ended, CancellationToken cancellationToken)
    {
        await using var pool = await PoolSource.OpenAsync(settings, screen, cancellationToken);
        return await pool.DropAsync(staleOnly: true, force, ended, cancellationToken);
    }

    private sealed class EndedHolders(Screen screen) : IProgress<LaneHolder>
    {
        private readonly List<EndedDocument> _documents = [];

        public IReadOnlyList<EndedDocument> Documents => _documents;

        public void Report(LaneHolder value)
        {
            _documents.Add(new EndedDocument(value.LaneNumber, value.Pid, value.Host, value.Application, value.Since.ToString("O")));
            screen.Messages.WriteLine(
                $"Ended pid {value.Pid} (\"{value.Application}\") on {value.Host}, which held lane {value.LaneNumber} since {value.Since.ToLocalTime():HH:mm:ss}.");
        }
    }
}
