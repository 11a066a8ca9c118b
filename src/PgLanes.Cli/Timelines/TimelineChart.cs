using System.Text;

namespace PgLanes.Cli.Timelines;

/// <summary>Draws what happened along one axis of time, which all lanes share. What is told by colours is told by shapes, too.</summary>
internal sealed class TimelineChart(Timeline timeline)
{
    /// <summary>So many columns a screen can show apart.</summary>
    private const int MostColumns = 240;

    private const int Width = 1000;
    private const int Height = 32;
    private const int LeastWidth = 2;
    private const int MostMarks = 6;

    /// <summary>What is shorter is how tests are, and no pause.</summary>
    public static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(2);

    private static readonly double[] s_niceSteps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400];

    private readonly double _total = Math.Max(timeline.Released.TotalSeconds, 0.001);

    /// <summary>The stages of the whole run.</summary>
    public string Stages() => Svg(
        $"The run: template read and migrated until {Durations.Of(timeline.Opened)}, lanes made and leased until {Durations.Of(timeline.Started)}, "
        + $"command until {Durations.Of(timeline.Finished)}, lanes put back until {Durations.Of(timeline.Released)}.",
        Bar("open", TimeSpan.Zero, timeline.Opened, 4, 24, "Template read, and migrated where that was due")
        + Bar("made", timeline.Opened, timeline.Started, 4, 24, "Lanes made and leased")
        + Bar("held", timeline.Started, timeline.Finished, 4, 24, "Command")
        + Bar("down", timeline.Finished, timeline.Released, 4, 24, "Escapes counted, lanes put back"));

    /// <summary>One lane: how it was made, when it was held, where resets were seen, and where none were for long.</summary>
    public string Lane(LaneHistory lane)
    {
        var shapes = new StringBuilder(Marks());
        for (var i = 0; i + 1 < lane.Steps.Count; i++)
            shapes.Append(Bar("made", lane.Steps[i].At, lane.Steps[i + 1].At, 4, 24, $"{lane.Steps[i].Name}: {Durations.Of(lane.Steps[i + 1].At - lane.Steps[i].At)}"));
        shapes.Append(Bar("held", timeline.Started, timeline.Released, 10, 12, "Leased"));
        foreach (var (from, to) in Pauses(lane)) shapes.Append(Bar("quiet", from, to, 13, 6, $"No reset seen for {Durations.Of(to - from)}"));
        shapes.Append(Resets(lane));
        return Svg(Describe(lane), shapes.ToString());
    }

    /// <summary>The marks of the axis, by where they stand in per cent.</summary>
    public IEnumerable<(double Place, string Text)> Axis()
    {
        var step = Step();
        for (var at = 0.0; at <= _total - (step / 3); at += step) yield return (100 * at / _total, Durations.Mark(TimeSpan.FromSeconds(at)));
        yield return (100, Durations.Mark(timeline.Released));
    }

    /// <summary>Where the command ran and no reset of the lane was seen for at least <see cref="ShortestPause"/>; none where nobody looked to the end.</summary>
    public IEnumerable<(TimeSpan From, TimeSpan To)> Pauses(LaneHistory lane)
    {
        if (timeline.Blindness is not null) yield break;
        var from = timeline.Started;
        foreach (var at in lane.Resets.Append(timeline.Finished))
        {
            if (at - from >= ShortestPause) yield return (from, at);
            from = at;
        }
    }

    private static string Describe(LaneHistory lane) =>
        $"Lane {lane.Number}, {lane.Name}: {(lane.Made is { } made ? $"made in {Durations.Of(made)}" : "was there")}; resets were seen in {lane.Resets.Count} looks.";

    private string Resets(LaneHistory lane)
    {
        var columns = (int)Math.Clamp((timeline.Finished - timeline.Started) / ResetWatch.Interval, 1, MostColumns);
        var width = (timeline.Finished - timeline.Started) / columns;
        var most = Math.Max(1, width / ResetWatch.Interval);
        var text = new StringBuilder();
        foreach (var column in lane.Resets.GroupBy(at => (int)Math.Clamp((at - timeline.Started) / width, 0, columns - 1)).OrderBy(column => column.Key))
        {
            // A single reset is seen, and the more there are the higher it stands.
            var height = 16 + (int)Math.Round(12 * Math.Min(1, column.Count() / most));
            var from = timeline.Started + (width * column.Key);
            text.Append(Bar("reset", from, from + width, (Height - height) / 2, height, null));
        }

        return text.ToString();
    }

    private string Marks()
    {
        var text = new StringBuilder();
        var step = Step();
        for (var at = step; at < _total; at += step)
            text.Append($"""<line class="mark" x1="{X(at):0.##}" x2="{X(at):0.##}" y1="0" y2="{Height}"/>""");
        return text.ToString();
    }

    private double Step() => s_niceSteps.FirstOrDefault(step => _total / step <= MostMarks, Math.Ceiling(_total / MostMarks));

    private double X(double seconds) => Width * seconds / _total;

    private string Bar(string kind, TimeSpan from, TimeSpan to, int top, int height, string? title)
    {
        if (to <= from) return "";
        var width = Math.Max(LeastWidth, X((to - from).TotalSeconds));
        var x = Math.Min(X(from.TotalSeconds), Width - width);
        var shape = $"""<rect class="{kind}" x="{x:0.##}" width="{width:0.##}" y="{top}" height="{height}" """;
        return title is null ? shape + "/>" : $"{shape}><title>{Html.Escape(title)}</title></rect>";
    }

    private static string Svg(string label, string shapes) =>
        $"""<svg viewBox="0 0 {Width} {Height}" preserveAspectRatio="none" role="img" aria-label="{Html.Escape(label)}">{shapes}</svg>""";
}
