using PgLanes.Model;

namespace PgLanes.Scripting;

/// <summary>Finds the tables that no INHERITS clause makes as they are: a parent got a column after its child was made, so that the
/// child's columns stand in an order of their own, or parents say different defaults, or a child with columns of its own alone got a check from its
/// parent. Such a child is made with all columns and checks as its own and joined to its parents later. It then reads and writes alike; only dropping a column or check of the parent leaves it the child's. Pure.</summary>
internal static class InheritanceOrder
{
    /// <summary>Returns the tables of which that is so.</summary>
    public static IEnumerable<TableModel> Find(IReadOnlyList<CatalogObject> objects)
    {
        var columns = objects.OfType<ColumnModel>().ToLookup(c => new RelationName(c.Schema, c.Table));
        return objects.OfType<TableModel>().Where(table =>
            table is { IsPartition: false, Parents.Count: > 0 }
            && columns[new RelationName(table.Schema, table.Name)].OrderBy(c => c.Position).ToList() is var own
            && own.Exists(c => !c.IsLocal)
            && table.Parents.SelectMany(parent => columns[parent]).ToList() is var inherited
            && (!Order(table, columns, own).SequenceEqual(own.Select(c => c.Name), StringComparer.Ordinal)
                || own.Exists(c => !c.IsLocal && inherited.Where(p => p.Name == c.Name).DistinctBy(p => p.Default).Count() > 1)));
    }

    /// <summary>Returns the objects with those tables' columns and checks as their own; and with the checks so of tables that have all their columns of
    /// their own, as one joined to its parents has: its parents' checks must be there before.</summary>
    public static IReadOnlyList<CatalogObject> Settle(IReadOnlyList<CatalogObject> objects)
    {
        var settled = Find(objects).Select(table => (table.Schema, table.Name)).ToHashSet();
        var inheriting = objects.OfType<ColumnModel>().Where(c => !c.IsLocal).Select(c => (c.Schema, c.Table)).ToHashSet();
        var joined = objects.OfType<TableModel>().Where(table => table is { IsPartition: false, Parents.Count: > 0 })
            .Select(table => (table.Schema, table.Name)).Where(table => settled.Contains(table) || !inheriting.Contains(table)).ToHashSet();
        if (joined.Count == 0) return objects;
        return
        [
            .. objects.Select(item => item switch
            {
                ColumnModel column when settled.Contains((column.Schema, column.Table)) => column with { IsLocal = true },
                ConstraintModel { Kind: 'c' or 'n' } constraint when joined.Contains((constraint.Schema, constraint.Table)) => constraint with { IsLocal = true },
                _ => item,
            }),
        ];
    }

    // The parents' columns, the first of each name, and then those that the table alone has.
    private static IEnumerable<string> Order(TableModel table, ILookup<RelationName, ColumnModel> columns, IEnumerable<ColumnModel> own) =>
        table.Parents.SelectMany(parent => columns[parent].OrderBy(c => c.Position)).Concat(own).Select(c => c.Name).Distinct(StringComparer.Ordinal);
}
