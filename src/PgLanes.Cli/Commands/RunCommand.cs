using System.CommandLine;
using System.CommandLine.Parsing;
using PgLanes.Cli.Output;
using PgLanes.Cli.Running;
using PgLanes.Cli.Settings;
using PgLanes.Cli.Timelines;

namespace PgLanes.Cli.Commands;

/// <summary><c>pglanes run</c>: a command has lanes to itself for as long as it runs.</summary>
internal static class RunCommand
{
    public const string Details =
        """
        Variables of COMMAND:
          PGLANES_LANES, and for each lane i: PGLANES_NAME_i, PGLANES_URL_i, PGLANES_PGOPTIONS_i, PGLANES_DATABASE_i, PGLANES_SEARCH_PATH_i

        Exit codes:
          COMMAND's own, 128+n where signal n ended it; 1 where COMMAND succeeded and --fail-on-escape counted escapes. Before COMMAND started: 2 wrong usage, 5 no lane became free in time,
          125 any other failure, 126 COMMAND is not executable, 127 COMMAND was not found.
        """;

    private static readonly Argument<string[]> s_command = new("COMMAND ARGS")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "What to run, after --; it has this command's input and output, and is passed its signals",
    };

    private static readonly Option<bool> s_failOnEscape = new("--fail-on-escape")
    {
        Description = "Ends with 1 where COMMAND succeeded but tables outside its lanes were read or written",
    };

    private static readonly Option<string?> s_report = new("--report")
    {
        HelpName = "FILE",
        Description = "Writes a JSON object there: the exit code, the escapes by table, the times",
    };

    private static readonly Option<string?> s_page = new("--report-html")
    {
        HelpName = "FILE",
        Description = "Writes a page there: when each lane was made, leased, reset and idle, and the escapes",
    };

    public static Command Create()
    {
        var options = new LaneOptions();
        var command = new Command("run", "Makes lanes 1 to N, holds them while COMMAND runs, then resets and releases them: run [options] -- COMMAND ARGS…")
        {
            s_command,
            s_failOnEscape,
            s_report,
            s_page,
        };
        options.AddTo(command, withJson: false);
        command.SetAction((parsed, _) => Runner.RunAsync(async signals =>
        {
            var child = ReadCommand(parsed);
            return await RunAsync(options.Read(parsed, Variables.OfProcess), child, new Reports(parsed.GetValue(s_failOnEscape), parsed.GetValue(s_report), parsed.GetValue(s_page)), signals);
        }));
        return command;
    }

    private static string[] ReadCommand(ParseResult parsed)
    {
        var given = parsed.GetValue(s_command) ?? [];
        var words = parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Skip(1).Count();
        // What stands before -- and is no option of ours was taken for a part of the command.
        if (given.Length > words)
            throw new UsageException($"run knows no \"{given[0]}\"; the command, if that is one, comes after --: pglanes run [options] -- COMMAND ARGS…");
        return given.Length > 0 ? given : throw new UsageException("run needs a command: pglanes run [options] -- COMMAND ARGS…");
    }

    private static async Task<int> RunAsync(LaneSettings settings, string[] command, Reports wanted, Signals signals)
    {
        // Before any lane is made for nothing.
        Executables.Find(command[0]);
        await using var report = ReportFile.Open(wanted.Json, s_report.Name);
        await using var page = ReportFile.Open(wanted.Html, s_page.Name);
        var timeline = new Timeline();
        HeldLanes held;
        try
        {
            held = await HeldLanes.TakeAsync(settings, timeline, signals.Token);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Other codes would look like the command's own.
            return Failures.Report(error) is var code && code is ExitCode.WrongUsage or ExitCode.NoLaneFree ? code : ExitCode.RunFailed;
        }

        int exitCode;
        IReadOnlyList<Escape>? escapes;
        await using (held)
        {
            await using (page is null ? null : new ResetWatch(held, timeline))
                exitCode = await ChildCommand.RunAsync(command, LaneVariables.Of(held.Lanes), signals);
            timeline.Finish();
            escapes = await held.CountEscapesAsync(signals.Token);
            await held.ResetAsync(signals.Token);
        }

        timeline.Release();
        Escapes.Show(escapes);
        if (wanted.FailOnEscape && exitCode == ExitCode.Done && escapes is not { Count: 0 }) exitCode = ExitCode.EscapesCounted;
        report?.Write(new RunDocument(
            exitCode, settings.Lanes, Escapes.ToDocuments(escapes),
            new RunTimesDocument(
                Json.Milliseconds(timeline.Started), Json.Milliseconds(timeline.Finished - timeline.Started), Json.Milliseconds(timeline.Released - timeline.Finished))));
        page?.Write(new TimelinePage(timeline, held.WithoutPasswords(string.Join(' ', command)), exitCode, escapes).Write());
        return exitCode;
    }

    private sealed record Reports(bool FailOnEscape, string? Json, string? Html);
}
