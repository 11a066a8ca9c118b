using System.CommandLine;
using PgLanes.Audit;
using PgLanes.Cli.Output;
using PgLanes.Cli.Scanning;
using PgLanes.Cli.Settings;
using Spectre.Console;

namespace PgLanes.Cli.Commands;

/// <summary><c>pglanes doctor</c>: which kind of lane the template can have, and what is in the way.</summary>
internal static class DoctorCommand
{
    private static readonly Option<string[]> s_scan = new("--scan")
    {
        HelpName = "PATH",
        Description = "A file or folder of source code to search for statements that name the template's schema; repeatable",
        AllowMultipleArgumentsPerToken = true,
    };

    public static Command Create()
    {
        var options = new LaneOptions();
        var command = new Command("doctor", "Says which kind of lane the template can have, every hazard, and with --scan each line of code that names the template's schema.") { s_scan };
        options.AddTo(command);
        command.SetAction((parsed, _) => Runner.RunAsync(cancellationToken =>
            RunAsync(options.Read(parsed, Variables.OfProcess), parsed.GetValue(s_scan) ?? [], cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(LaneSettings settings, string[] paths, CancellationToken cancellationToken)
    {
        var screen = Screen.Create(settings.Json);
        await using var pool = await PoolSource.OpenAsync(settings, screen, cancellationToken);
        var diagnosis = await pool.DiagnoseAsync(cancellationToken);
        var migrations = new List<string>();
        var scan = pool.Scanner();
        var mentions = (from file in SourceFiles.Read(paths, migrations)
                        from mention in scan(file.Text, file.Syntax)
                        select new FileMention(file.Name, mention)).ToList();
        var report = new DoctorReport(diagnosis, mentions, asksForDatabase: AsksForDatabase(pool));
        if (migrations.Count > 0)
            screen.Messages.WriteLine($"Not scanned, because migrations make the template: {string.Join(", ", migrations)}. Name a folder with --scan to have it scanned.");
        if (settings.Json) Json.Write(report.ToDocument(), context => context.DoctorDocument);
        else report.Show(screen);
        return report.IsCarried ? ExitCode.Done : ExitCode.HazardsFound;
    }

    private static bool AsksForDatabase(LanePool pool) => pool.Options.Kind != LaneKind.Schema;
}
