using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

/// <summary>
/// Tables in which an inherited column comes behind one of their own, because the parent got it later. No CREATE TABLE … INHERITS makes
/// that order, so a lane's copy declares all columns itself and joins its parents afterwards: it keeps the order, and its columns are its
/// own as well as inherited. Pure.
/// </summary>
internal static class MixedColumns
{
    public static IReadOnlyList<CatalogObject> MakeLocal(IReadOnlyList<CatalogObject> objects)
    {
        var tables = Find(objects).Select(table => (table.Schema, table.Name)).ToHashSet();
        return tables.Count == 0 ? objects :
        [
            .. objects.Select(item => item switch
            {
                ColumnModel column when tables.Contains((column.Schema, column.Table)) => column with { IsLocal = true },
                ConstraintModel { Kind: 'c' or 'n' } constraint when tables.Contains((constraint.Schema, constraint.Table)) => constraint with { IsLocal = true },
                _ => item,
            }),
        ];
    }

    public static IEnumerable<Hazard> Hazards(DatabaseModel template) => Find(template.Objects).Select(table => new Hazard(
        "inherited-columns",
        $"table {Identifier.QuoteIfNeeded(table.Schema)}.{Identifier.QuoteIfNeeded(table.Name)}",
        $"Table {Identifier.QuoteIfNeeded(table.Name)} has columns of its own before inherited ones, so the lane's copy declares all of them itself: " +
        "it differs only in that a column dropped from the parent stays. Add the parents' columns first where that matters."));

    private static IEnumerable<TableModel> Find(IReadOnlyList<CatalogObject> objects)
    {
        var heirs = objects.OfType<TableModel>().Where(table => table is { IsPartition: false, Parents.Count: > 0 }).ToList();
        if (heirs.Count == 0) return [];
        var columns = objects.OfType<ColumnModel>().ToLookup(column => (column.Schema, column.Table));
        return heirs.Where(table =>
        {
            var inOrder = columns[(table.Schema, table.Name)].OrderBy(column => column.Position).ToList();
            return inOrder.SkipWhile(column => column.IsInherited).Any(column => column.IsInherited && !column.IsLocal);
        });
    }
}
