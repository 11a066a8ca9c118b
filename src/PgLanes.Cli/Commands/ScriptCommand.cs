using System.CommandLine;
using PgLanes.Cli.Output;
using PgLanes.Cli.Settings;

namespace PgLanes.Cli.Commands;

/// <summary><c>pglanes script</c>: the DDL that makes a lane.</summary>
internal static class ScriptCommand
{
    private static readonly Argument<string> s_number = new("N") { Description = "The lane's number", DefaultValueFactory = _ => "1" };

    public static Command Create()
    {
        var options = new LaneOptions();
        var command = new Command("script", "Prints the DDL that makes a lane.") { s_number };
        options.AddTo(command);
        command.SetAction((parsed, _) => Runner.RunAsync(cancellationToken =>
            RunAsync(options.Read(parsed, Variables.OfProcess), LaneNumbers.Read(parsed.GetRequiredValue(s_number)), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(LaneSettings settings, int number, CancellationToken cancellationToken)
    {
        await using var pool = await PoolSource.OpenAsync(settings, Screen.Create(settings.Json), cancellationToken);
        var script = await pool.ScriptAsync(number, cancellationToken);
        if (settings.Json) Json.Write(new ScriptDocument(number, script), context => context.ScriptDocument);
        // Not through the screen, which would fold long lines.
        else await Console.Out.WriteLineAsync(script);
        return ExitCode.Done;
    }
}
