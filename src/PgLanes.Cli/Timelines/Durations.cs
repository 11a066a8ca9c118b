namespace PgLanes.Cli.Timelines;

/// <summary>Durations as people read them.</summary>
internal static class Durations
{
    public static string Of(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 0.9995 } => $"{duration.TotalMilliseconds:0} ms",
        { TotalSeconds: < 59.95 } => $"{duration.TotalSeconds:0.0} s",
        _ => Long(TimeSpan.FromSeconds(Math.Round(duration.TotalSeconds))),
    };

    /// <summary>For an axis: no more than it needs.</summary>
    public static string Mark(TimeSpan time) => time.TotalSeconds < 59.95 ? $"{time.TotalSeconds:0.#} s" : Long(TimeSpan.FromSeconds(Math.Round(time.TotalSeconds)));

    private static string Long(TimeSpan time) => time.TotalHours >= 1
        ? $"{(int)time.TotalHours} h {time.Minutes:00} min"
        : $"{time.Minutes} min {time.Seconds:00} s";
}
