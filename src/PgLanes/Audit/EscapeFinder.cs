namespace PgLanes.Audit;

/// <summary>Tells what was read and written between two snapshots. Pure.</summary>
internal static class EscapeFinder
{
    /// <summary>Returns the tables of <paramref name="template"/>'s schemas that were touched, and those of lanes that nobody held at
    /// both moments, unless somebody made, leased or reset lanes in between: then theirs may be his.</summary>
    public static IReadOnlyList<Escape> Find(Snapshot before, Snapshot after, IReadOnlyCollection<string> template, string toolSchema)
    {
        var lanesAreTold = before.Registry is { } registry && registry == after.Registry;
        var lanes = Schemas(before).Intersect(Schemas(after)).Where(schema => lanesAreTold && schema != toolSchema);
        var told = template.Concat(lanes).ToHashSet();
        var touched = Find(before.Tables, after.Tables).Where(escape => told.Contains(escape.Schema)).ToDictionary(escape => (escape.Schema, escape.Table));
        foreach (var moved in Moved(before.Sequences, after.Sequences)) touched.TryAdd(moved, new Escape(moved.Schema, moved.Name, 0, 1));
        return [.. touched.Values.OrderBy(e => e.Schema, StringComparer.Ordinal).ThenBy(e => e.Table, StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Schemas(Snapshot snapshot) => snapshot.Tables.Select(table => table.Schema);

    private static IEnumerable<Escape> Find(IReadOnlyList<TableCount> before, IReadOnlyList<TableCount> after)
    {
        var earlier = before.ToDictionary(table => (table.Schema, table.Name));
        var later = after.ToDictionary(table => (table.Schema, table.Name));
        foreach (var key in earlier.Keys.Union(later.Keys))
        {
            var (first, last) = (earlier.GetValueOrDefault(key), later.GetValueOrDefault(key));
            // One that was made anew counts from nothing; so do counters that somebody reset.
            var isSame = first?.Oid == last?.Oid;
            var reads = Grown(isSame ? first!.Reads : 0, last?.Reads ?? 0);
            var writes = Grown(isSame ? first!.Writes : 0, last?.Writes ?? 0);
            // TRUNCATE, DROP, CREATE and REFRESH count no rows, but put another file in the table's place. What was also written by rows is counted already.
            if (writes == 0 && first?.File != last?.File) writes = 1;
            if (reads > 0 || writes > 0) yield return new Escape(key.Schema, key.Name, reads, writes);
        }
    }

    private static long Grown(long before, long after) => after >= before ? after - before : after;

    // A sequence moves with its table's inserts, and also with those that failed: then it alone tells.
    private static IEnumerable<(string Schema, string Name)> Moved(IReadOnlyList<SequencePosition> before, IReadOnlyList<SequencePosition> after)
    {
        var earlier = before.ToDictionary(sequence => (sequence.Schema, sequence.Name));
        return from sequence in after
               where earlier.TryGetValue((sequence.Schema, sequence.Name), out var first) && first.Position != sequence.Position
               select sequence.Owner ?? (sequence.Schema, sequence.Name);
    }
}
