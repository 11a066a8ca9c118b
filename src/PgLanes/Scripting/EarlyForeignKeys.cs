using PgLanes.Model;

namespace PgLanes.Scripting;

/// <summary>Chooses the foreign keys that are written in their tables' creation. Added later, each costs a query that looks for rows that it does not
/// allow, which is planned and run even where there are none; a table that is made with it has none. Pure.</summary>
internal static class EarlyForeignKeys
{
    /// <summary>Returns those that mean the same there: of ordinary tables that start empty, to ordinary tables whose key is made with them.</summary>
    /// <param name="lane">The lane to be.</param>
    /// <param name="filled">The tables that start with rows: their foreign keys wait for these.</param>
    public static IReadOnlySet<ObjectId> Candidates(DatabaseModel lane, IReadOnlySet<RelationName> filled)
    {
        var tables = lane.Of<TableModel>()
            .Where(table => table is { IsPartition: false, PartitionKey: null, IsForeign: false, OfType: null, Parents.Count: 0 })
            .ToDictionary(table => new RelationName(table.Schema, table.Name));
        var context = new ScriptContext(lane, new HashSet<ObjectId>());
        var made = lane.Of<ConstraintModel>()
            .Where(c => c.HasIndex && tables.TryGetValue(Table(c), out var table) && ConstraintScripter.IsInline(c, table, context))
            .Select(c => new RelationName(c.Schema, c.Name)).ToHashSet();
        // A key may also be an index that no constraint owns, which comes later.
        var ready = lane.Of<IndexModel>().Where(index => index.IsConstraint && made.Contains(new RelationName(index.Schema, index.Name))).Select(index => index.Id)
            .Concat(tables.Values.Select(table => table.Id)).ToHashSet();
        return lane.Of<ConstraintModel>()
            .Where(c => c is { IsForeignKey: true, IsLocal: true, IsInherited: false, ParentName: null, IsNotValid: false }
                && !c.Definition.EndsWith(" NOT ENFORCED", StringComparison.Ordinal)
                && tables.ContainsKey(Table(c)) && !filled.Contains(Table(c))
                && lane.Dependencies[c.Id].All(ready.Contains))
            .Select(c => c.Id).ToHashSet();
    }

    /// <summary>Returns those of <paramref name="candidates"/> with which no table waits for itself: one that stands in a circle is added later.</summary>
    public static IReadOnlySet<ObjectId> WithoutCircles(IReadOnlySet<ObjectId> candidates, IReadOnlyList<Statement> structure, DatabaseModel lane)
    {
        if (candidates.Count == 0) return candidates;
        var stuck = StatementOrder.Stuck(structure, lane).SelectMany(statement => statement.Provides).ToHashSet();
        return stuck.Count == 0 ? candidates : candidates.Except(stuck).ToHashSet();
    }

    private static RelationName Table(ConstraintModel constraint) => new(constraint.Schema, constraint.Table);
}
