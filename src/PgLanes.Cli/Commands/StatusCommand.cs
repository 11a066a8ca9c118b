using System.CommandLine;
using PgLanes.Cli.Output;
using PgLanes.Cli.Settings;
using Spectre.Console;

namespace PgLanes.Cli.Commands;

/// <summary><c>pglanes status</c>: which lanes there are, and who holds which.</summary>
internal static class StatusCommand
{
    private const double BytesOfMegabyte = 1024 * 1024;

    public static Command Create()
    {
        var options = new LaneOptions();
        var command = new Command("status", "Lists lanes, their sizes, whether they are fresh, and who holds which since when.");
        options.AddTo(command);
        command.SetAction((parsed, _) => Runner.RunAsync(cancellationToken =>
            RunAsync(options.Read(parsed, Variables.OfProcess), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(LaneSettings settings, CancellationToken cancellationToken)
    {
        var screen = Screen.Create(settings.Json);
        await using var pool = await PoolSource.OpenAsync(settings, screen, cancellationToken);
        var lanes = await pool.GetStatusAsync(cancellationToken);
        if (settings.Json) Json.Write(ToDocument(lanes), context => context.StatusDocument);
        else Show(screen, lanes);
        return ExitCode.Done;
    }

    private static void Show(Screen screen, IReadOnlyList<LaneStatus> lanes)
    {
        if (lanes.Count == 0)
        {
            screen.Results.WriteLine("This template has no lanes; `pglanes up` makes them.");
            return;
        }
        var table = Screen.NewTable("Lane", "Name", "Kind", "State", "Fresh");
        table.AddColumn(new TableColumn("Size").RightAligned());
        table.AddColumn("Held by");
        foreach (var lane in lanes)
        {
            var holder = lane.Lease is { } lease ? $"{lease.Application} (pid {lease.Pid} on {lease.Host}) since {lease.Since:u}" : "nobody";
            table.AddRow(
                $"{lane.Number}", Markup.Escape(lane.Name), Names.Of(lane.Kind), Names.Of(lane.State), lane.Fresh ? "fresh" : "stale",
                $"{lane.Bytes / BytesOfMegabyte:N1} MB", Markup.Escape(holder));
        }
        screen.Results.Write(table);
    }

    private static StatusDocument ToDocument(IEnumerable<LaneStatus> lanes) => new(
        [.. lanes.Select(lane => new LaneStatusDocument(
            lane.Number, lane.Name, Names.Of(lane.Kind), Names.Of(lane.State), lane.Fresh, lane.Bytes,
            lane.Lease is { } lease ? new LeaseDocument(lease.Pid, lease.Host, lease.Application, $"{lease.Since:O}") : null))]);
}
