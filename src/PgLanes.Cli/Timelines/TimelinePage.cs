using PgLanes.Cli.Output;

namespace PgLanes.Cli.Timelines;

/// <summary>The page of one run: whole in itself, without a script, and with all that the chart shows in tables, too.</summary>
internal sealed class TimelinePage(Timeline timeline, string command, int exitCode, IReadOnlyList<Escape>? escapes)
{
    private readonly TimelineChart _chart = new(timeline);

    public string Write() => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="color-scheme" content="light dark">
        <title>pglanes run: {Html.Escape(command)}</title>
        <style>
        {Resources.Read("timeline.css")}</style>
        </head>
        <body>
        <main>
        <h1>Lanes of one run</h1>
        <p><code>{Html.Escape(command)}</code></p>
        <p class="soft">{timeline.Began:yyyy-MM-dd HH:mm:ss zzz}, written by pglanes run</p>
        {Facts()}
        <h2>Timeline</h2>
        {Key()}
        <div class="row run"><div><b>Run</b></div>{_chart.Stages()}</div>
        {string.Join('\n', timeline.Lanes.Select(lane => $"""<div class="row"><div><b>Lane {lane.Number}</b> <small>{Html.Escape(lane.Name)}</small></div>{_chart.Lane(lane)}</div>"""))}
        <div class="axis"><ol aria-hidden="true">{string.Concat(_chart.Axis().Select(mark => $"""<li style="left:{mark.Place:0.##}%">{mark.Text}</li>"""))}</ol></div>
        <h2>Escapes</h2>
        {EscapeTable()}
        <h2>In numbers</h2>
        {LaneTable()}
        {StageTable()}
        <h2>How to read this</h2>
        {Explanation()}
        </main>
        </body>
        </html>

        """;

    private string Facts()
    {
        (string Name, string Value, string Class)[] facts =
        [
            ("Lanes", $"{timeline.Lanes.Count}", ""),
            ("Ready after", Durations.Of(timeline.Started), ""),
            ("Command ran", Durations.Of(timeline.Finished - timeline.Started), ""),
            ("Exit code", $"{exitCode}", exitCode == 0 ? "good" : "bad"),
            ("Tables escaped to", escapes is null ? "unknown" : $"{escapes.Count}", escapes is { Count: 0 } ? "good" : "bad"),
        ];
        return $"""<dl class="facts">{string.Concat(facts.Select(fact => $"""<div><dt>{fact.Name}</dt><dd{(fact.Class.Length == 0 ? "" : $" class=\"{fact.Class}\"")}>{fact.Value}</dd></div>"""))}</dl>""";
    }

    private static string Key()
    {
        (string Shape, string Text)[] keys =
        [
            ("""<rect class="open" x="0" width="24" y="2" height="12"/>""", "template read, migrated"),
            ("""<rect class="made" x="0" width="24" y="2" height="12"/>""", "lane made"),
            ("""<rect class="held" x="0" width="24" y="5" height="6"/>""", "leased"),
            ("""<rect class="held" x="0" width="24" y="5" height="6"/><rect class="reset" x="9" width="6" y="1" height="14"/>""", "reset seen"),
            ("""<rect class="held" x="0" width="24" y="5" height="6"/><rect class="quiet" x="0" width="24" y="6.5" height="3"/>""", $"idle: no reset seen for {TimelineChart.ShortestPause.TotalSeconds:0} s or longer"),
            ("""<rect class="down" x="0" width="24" y="2" height="12"/>""", "put back"),
        ];
        return $"""<ul class="key">{string.Concat(keys.Select(key => $"""<li><svg viewBox="0 0 24 16" aria-hidden="true">{key.Shape}</svg>{key.Text}</li>"""))}</ul>""";
    }

    private string EscapeTable() => escapes switch
    {
        null => """<p class="bad">They could not be counted; the run's messages say why.</p>""",
        { Count: 0 } => """<p class="good">None: no table outside the lanes was read or written while the command ran.</p>""",
        _ => Html.Table(
            "Tables outside the lanes that were read or written while the command ran", ["Table", "Reads", "Writes"],
            escapes.Select(escape => (string[])[Escapes.Name(escape), $"{escape.Reads:N0}", $"{escape.Writes:N0}"]))
            + "<p>Statements that name a schema do that, and <code>pglanes doctor --scan PATH</code> finds them; so do other programs that use the template at the same time. The server counts "
            + "them by table, so when it happened is not known.</p>",
    };

    private string LaneTable() => Html.Table(
        "Each lane; times from the beginning of the run", ["Lane", "Name", "Made in", "Looks that saw a reset", "First", "Last", "Longest idle time", "Idle in all"],
        timeline.Lanes.Select(lane =>
        {
            var pauses = _chart.Pauses(lane).Select(pause => pause.To - pause.From).ToList();
            return (string[])
            [
                $"{lane.Number}", lane.Name, lane.Made is { } made ? Durations.Of(made) : "was there", $"{lane.Resets.Count:N0}",
                lane.Resets.Count > 0 ? Durations.Of(lane.Resets[0]) : "–", lane.Resets.Count > 0 ? Durations.Of(lane.Resets[^1]) : "–",
                pauses.Count > 0 ? Durations.Of(pauses.Max()) : "–", pauses.Count > 0 ? Durations.Of(pauses.Aggregate((a, b) => a + b)) : "–",
            ];
        }),
        texts: 2);

    private string StageTable()
    {
        (string Name, TimeSpan From, TimeSpan To)[] stages =
        [
            ("Template read, and migrated where that was due", TimeSpan.Zero, timeline.Opened), ("Lanes made and leased", timeline.Opened, timeline.Started),
            ("Command", timeline.Started, timeline.Finished), ("Escapes counted, lanes put back", timeline.Finished, timeline.Released),
        ];
        return Html.Table("The stages of the run", ["Stage", "From", "Took"], stages.Select(stage => (string[])[stage.Name, Durations.Of(stage.From), Durations.Of(stage.To - stage.From)]));
    }

    private string Explanation() => $"""
        <p>A lane belongs to one worker from the moment it is leased until the run releases it. Resets are sampled: {1 / ResetWatch.Interval.TotalSeconds:0} times a second, {timeline.Looks:N0} times in all,
        PgLanes looked whether a lane had been reset since the look before. Two resets between two looks are seen as one, and a reset that found nothing changed leaves no trace, so
        that there were at least as many resets as are shown. The higher a column, the more looks in it saw one.</p>
        <p>A lane without a reset for {TimelineChart.ShortestPause.TotalSeconds:0} seconds is called idle. Its worker may have been busy with one long test, with tests that write nothing, or with none: then
        tests are not spread evenly, or there are more lanes than tests can use.</p>
        {(timeline.Blindness is { } reason ? $"""<p class="bad">Nobody looked to the end: {Html.Escape(reason)}</p>""" : "")}
        """;
}
