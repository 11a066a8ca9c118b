namespace PgLanes.Cli.Output;

/// <summary>Numbers of things, for people to read.</summary>
internal static class Counts
{
    /// <summary>Returns <c>1 lane</c>, <c>2 lanes</c>.</summary>
    public static string Of(long number, string thing, string? things = null) => number == 1 ? $"1 {thing}" : $"{number:N0} {things ?? thing + "s"}";
}
