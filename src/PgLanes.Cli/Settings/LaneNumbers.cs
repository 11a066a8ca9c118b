using System.CommandLine;
using System.Globalization;

namespace PgLanes.Cli.Settings;

/// <summary>The numbers of lanes that a command is about.</summary>
internal static class LaneNumbers
{
    public const int Largest = 10_000;

    public static Argument<string[]> CreateArgument(string description) =>
        new("N") { Arity = ArgumentArity.ZeroOrMore, Description = description };

    public static bool TryRead(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is >= 1 and <= Largest;

    /// <summary>Returns the numbers in ascending order, each once; empty means all lanes.</summary>
    /// <exception cref="UsageException">One is no lane's number.</exception>
    public static IReadOnlyList<int> Read(IEnumerable<string>? texts) => [.. (texts ?? []).Select(Read).Distinct().Order()];

    public static int Read(string text) => TryRead(text, out var number)
        ? number
        : throw new UsageException($"\"{text}\" is no lane's number; lanes are numbered from 1 to {Largest}.");
}
