using System.CommandLine;
using PgLanes.Cli.Output;
using PgLanes.Cli.Settings;
using Spectre.Console;

namespace PgLanes.Cli.Commands;

/// <summary><c>pglanes reset</c>: lanes are put back to their baseline.</summary>
internal static class ResetCommand
{
    public static Command Create()
    {
        var options = new LaneOptions();
        var numbers = LaneNumbers.CreateArgument("The lanes to reset; none means all");
        var command = new Command("reset", "Puts the named lanes, or all, back to their baseline.") { numbers };
        options.AddTo(command);
        command.SetAction((parsed, _) => Runner.RunAsync(cancellationToken =>
            RunAsync(options.Read(parsed, Variables.OfProcess), LaneNumbers.Read(parsed.GetValue(numbers)), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(LaneSettings settings, IReadOnlyList<int> numbers, CancellationToken cancellationToken)
    {
        var screen = Screen.Create(settings.Json);
        await using var pool = await PoolSource.OpenAsync(settings, screen, cancellationToken);
        var resets = new List<LaneReset>();
        foreach (var number in await ExistingLanes.ChooseAsync(pool, numbers, cancellationToken))
            resets.Add(await pool.ResetAsync(number, cancellationToken));
        if (settings.Json) Json.Write(ToDocument(resets), context => context.ResetDocument);
        else Show(screen, resets);
        return ExitCode.Done;
    }

    private static void Show(Screen screen, List<LaneReset> resets)
    {
        var table = Screen.NewTable("Lane", "Name", "Tables restored", "Sequences moved back", "Views refreshed");
        table.AddColumn(new TableColumn("Time").RightAligned());
        foreach (var lane in resets)
        {
            table.AddRow(
                $"{lane.Number}", Markup.Escape(lane.Name), $"{lane.Tables}", $"{lane.Sequences}", $"{lane.Views}", $"{lane.Duration.TotalMilliseconds:N1} ms");
        }
        screen.Results.Write(table);
    }

    private static ResetDocument ToDocument(IEnumerable<LaneReset> resets) => new(
        [.. resets.Select(lane => new LaneResetDocument(
            lane.Number, lane.Name, lane.Tables, lane.Sequences, lane.Views, Json.Milliseconds(lane.Duration)))]);
}
