namespace PgLanes.Cli.Output;

/// <summary>URLs for people to read.</summary>
internal static class Urls
{
    /// <summary>Hides the password of a URL of ours, in which only the one colon before the one at sign stands before it.</summary>
    public static string Mask(string url)
    {
        var user = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var at = url.IndexOf('@', user);
        var colon = url.IndexOf(':', user);
        return colon < 0 || at < colon ? url : string.Concat(url.AsSpan(0, colon + 1), "***", url.AsSpan(at));
    }
}
