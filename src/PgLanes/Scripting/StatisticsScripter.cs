using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class StatisticsScripter
{
    public static KindScripter Kind { get; } = new KindScripter<StatisticsModel>(
        (statistics, names) => statistics with { Definition = SqlRewriter.Rename(statistics.Definition, names) },
        Script);

    private static IEnumerable<Statement> Script(StatisticsModel statistics, ScriptContext context)
    {
        yield return Statement.For(Phase.Statistics, statistics, statistics.Definition);
        if (statistics.Target is { } target)
        {
            yield return Statement.For(
                Phase.Statistics, statistics, $"ALTER STATISTICS {Identifier.Quote(statistics.Schema, statistics.Name)} SET STATISTICS {target}");
        }
    }
}
