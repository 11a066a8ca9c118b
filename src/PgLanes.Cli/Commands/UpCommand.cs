using System.CommandLine;
using System.Diagnostics;
using PgLanes.Cli.Output;
using PgLanes.Cli.Settings;
using Spectre.Console;

namespace PgLanes.Cli.Commands;

/// <summary><c>pglanes up</c>: lanes 1 to N exist, fresh and proved.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var options = new LaneOptions();
        var command = new Command("up", "Makes lanes 1 to N exist, fresh and proved; reuses what is fresh.");
        options.AddTo(command);
        command.SetAction((parsed, _) => Runner.RunAsync(cancellationToken =>
            RunAsync(options.Read(parsed, Variables.OfProcess), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(LaneSettings settings, CancellationToken cancellationToken)
    {
        var screen = Screen.Create(settings.Json);
        var watch = Stopwatch.StartNew();
        await using var pool = await PoolSource.OpenAsync(settings, screen, cancellationToken);
        var lanes = await LaneProgressBars.ShowAsync(screen, settings.Lanes, progress => pool.EnsureAsync(settings.Lanes, progress, cancellationToken));
        if (settings.Json) Json.Write(ToDocument(pool, lanes, watch.Elapsed), context => context.UpDocument);
        else Show(screen, pool, lanes, watch.Elapsed);
        return ExitCode.Done;
    }

    private static void Show(Screen screen, LanePool pool, IReadOnlyList<LaneReport> lanes, TimeSpan total)
    {
        var table = Screen.NewTable("Lane", "Name", "State", "");
        table.AddColumn(new TableColumn("Time").RightAligned());
        table.AddColumn("URL");
        foreach (var lane in lanes)
        {
            table.AddRow(
                $"{lane.Number}",
                Markup.Escape(lane.Name),
                Names.Of(lane.State),
                lane.Created ? "made and proved" : "reused",
                $"{lane.Duration.TotalMilliseconds:N1} ms",
                Markup.Escape(Urls.Mask(lane.Url)));
        }
        screen.Results.Write(table);
        var template = pool.Template;
        screen.Results.WriteLine(
            $"Template: {string.Join(", ", template.Schemas)} of {template.Database}: {Counts.Of(template.Tables, "table")}, "
            + $"{Counts.Of(template.Indexes, "index", "indexes")}, {Counts.Of(template.ForeignKeys, "foreign key")}, {Counts.Of(template.Functions, "function")}, "
            + $"{Counts.Of(template.Views, "view")}, {Counts.Of(template.Triggers, "trigger")}, {Counts.Of(template.BaselineRows, "baseline row")}. "
            + $"{Counts.Of(lanes.Count(lane => lane.Created), "lane")} made, {lanes.Count(lane => !lane.Created)} reused, in {total.TotalSeconds:N2} s.");
        Hazards.Show(screen, pool);
    }

    private static UpDocument ToDocument(LanePool pool, IReadOnlyList<LaneReport> lanes, TimeSpan total)
    {
        var template = pool.Template;
        return new UpDocument(
            new TemplateDocument(
                template.Database, template.Schemas, template.Fingerprint, template.Tables, template.Indexes,
                template.ForeignKeys, template.Functions, template.Views, template.Triggers, template.BaselineRows),
            [.. lanes.Select(lane => new LaneDocument(
                lane.Number, lane.Name, Names.Of(lane.Kind), Names.Of(lane.State), lane.Created, Json.Milliseconds(lane.Duration), lane.Url))],
            [.. pool.Hazards.Select(hazard => new HazardDocument(hazard.Code, hazard.ObjectName, hazard.Message))],
            Json.Milliseconds(total));
    }
}
