using System.Globalization;

namespace PgLanes.Cli.Running;

/// <summary>The environment variables that tell a command of its lanes.</summary>
internal static class LaneVariables
{
    private const string Prefix = "PGLANES_";

    /// <summary>Returns the variables of lanes 1 to N, in the order of their numbers.</summary>
    public static SortedDictionary<string, string> Of(IReadOnlyList<LaneAddress> lanes)
    {
        var variables = Create(lanes.Count);
        for (var i = 0; i < lanes.Count; i++) Add(variables, lanes[i], $"_{(i + 1).ToString(CultureInfo.InvariantCulture)}");
        return variables;
    }

    /// <summary>Returns the variables of one lane, with its number and without.</summary>
    public static SortedDictionary<string, string> Of(LaneAddress lane, int count)
    {
        var variables = Create(count);
        Add(variables, lane, $"_{lane.Number.ToString(CultureInfo.InvariantCulture)}");
        Add(variables, lane, "");
        return variables;
    }

    private static SortedDictionary<string, string> Create(int count) =>
        new(StringComparer.Ordinal) { [Prefix + "LANES"] = count.ToString(CultureInfo.InvariantCulture) };

    private static void Add(SortedDictionary<string, string> variables, LaneAddress lane, string suffix)
    {
        variables[$"{Prefix}NAME{suffix}"] = lane.Name;
        variables[$"{Prefix}URL{suffix}"] = lane.Url;
        variables[$"{Prefix}PGOPTIONS{suffix}"] = lane.PgOptions;
        variables[$"{Prefix}DATABASE{suffix}"] = lane.Database;
        variables[$"{Prefix}SEARCH_PATH{suffix}"] = lane.SearchPath;
    }
}
