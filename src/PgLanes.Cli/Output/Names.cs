namespace PgLanes.Cli.Output;

/// <summary>The words for states and kinds, in JSON and in tables.</summary>
internal static class Names
{
    public static string Of(LaneKind kind) => $"{kind}".ToLowerInvariant();

    public static string Of(LaneState state) => $"{state}".ToLowerInvariant();
}
