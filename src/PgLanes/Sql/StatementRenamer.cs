using System.Collections.Concurrent;

namespace PgLanes.Sql;

/// <summary>Renames the statements of a program and remembers what became of them. Safe for use by many threads.</summary>
internal sealed class StatementRenamer(NameMap map)
{
    private const int MostTexts = 1_000;

    // A text of this length is a load of rows more often than a statement that comes again.
    private const int LongestText = 20_000;
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>How many texts are remembered.</summary>
    public int Count => _known.Count;

    public string Rename(string sql)
    {
        if (!map.MayOccurIn(sql)) return sql;
        if (_known.TryGetValue(sql, out var known)) return known;
        var renamed = SqlRewriter.RenameStatement(sql, map);
        if (sql.Length > LongestText) return renamed;
        // A program that makes texts without end gains nothing from any of them; one that has few never comes here.
        if (_known.Count >= MostTexts) _known.Clear();
        _known[sql] = renamed;
        return renamed;
    }
}
