using PgLanes.Sql;

namespace PgLanes.Tests;

/// <summary>Compares a lane with its template as pg_dump writes them.</summary>
internal static class DumpComparison
{
    /// <summary>Returns the entries that only one of both dumps has, each under the name of the dump that has it.</summary>
    /// <param name="made">The lane.</param>
    /// <param name="restored">A database into which the template's dump was restored: what PostgreSQL deparses is stable from its second pass on.</param>
    public static async Task<IReadOnlyList<string>> FindAsync(CloneCase made, string restored)
    {
        var differences = new List<string>();
        foreach (var schema in made.Sources)
        {
            var expected = (await PgDump.ObjectsAsync(restored, schema)).Select(entry => InOrder(made.Sources.Aggregate(entry, Unquoted))).ToList();
            var lane = (await PgDump.ObjectsAsync(made.Database.ConnectionString, made.LaneOf(schema))).Select(entry => InOrder(Renamed(entry, made))).ToList();
            differences.AddRange(expected.Except(lane).Where(entry => !IsServersOwn(entry)).Select(entry => $"template: {entry}"));
            differences.AddRange(lane.Except(expected).Where(entry => !IsServersOwn(entry)).Select(entry => $"lane: {entry}"));
        }

        return differences;
    }

    // A lane called "test_worker_1" needs no quotes where its template called "user" does.
    private static string Renamed(string entry, CloneCase made) => made.Sources.OrderByDescending(source => made.LaneOf(source).Length)
        .Aggregate(entry, (text, source) => Unquoted(Unquoted(text, made.LaneOf(source)).Replace(made.LaneOf(source), source, StringComparison.Ordinal), source));

    // Privileges are a set, which pg_dump writes below the entry's head in the order in which they were granted.
    private static string InOrder(string entry)
    {
        if (!entry.Contains("; Type: ACL;", StringComparison.Ordinal)) return entry;
        var lines = entry.Split('\n');
        return string.Join('\n', lines.Take(1).Concat(lines.Skip(1).Order(StringComparer.Ordinal)));
    }

    private static string Unquoted(string text, string name) => text.Replace(Identifier.Quote(name), name, StringComparison.Ordinal);

    // Of the server's own schema public, pg_dump writes what initdb made of it: its owner and its comment, but not the privileges.
    private static bool IsServersOwn(string entry) =>
        entry.StartsWith("public; Type: SCHEMA;", StringComparison.Ordinal) || entry.StartsWith("SCHEMA public; Type: COMMENT;", StringComparison.Ordinal)
        || entry.StartsWith("SCHEMA public; Type: ACL;", StringComparison.Ordinal);
}
