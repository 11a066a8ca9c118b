using PgLanes.Model;
using PgLanes.Scripting;
using PgLanes.Sql;

namespace PgLanes.Reset;

/// <summary>
/// Writes how a table whose baseline rows changed is restored without emptying it: where each of them is still there under its key, and bears all
/// values that are unique or referred to, one UPDATE restores the rest. No foreign key of another table notices it, and no unique value is in
/// its way. Pure.
/// </summary>
internal static class InPlaceScripter
{
    /// <summary>Returns how; null for a table that needs to be emptied.</summary>
    /// <param name="table">The lane's table, quoted.</param>
    /// <param name="stored">Its stored rows.</param>
    /// <param name="key">The columns of its primary key.</param>
    /// <param name="held">The columns whose values must be those of the baseline.</param>
    /// <param name="names">From the template to the lane.</param>
    /// <param name="toolSchema">The tool's schema.</param>
    public static ResetInPlace? For(string table, BaselineTable stored, IReadOnlyList<string> key, IReadOnlyList<string> held, NameMap names, string toolSchema)
    {
        var columns = stored.Columns.Select(column => column.Name).ToList();
        var free = columns.Except(held).Select(Identifier.Quote).ToList();
        // A held column that is not stored is a generated one, which no UPDATE sets.
        if (free.Count == 0 || held.Except(columns).Any()) return null;
        var from = $"({BaselineScripter.Rows(stored, names, toolSchema)}) AS b";
        return new ResetInPlace(
            $"{stored.Rows} = (SELECT pg_catalog.count(*) FROM ONLY {table} AS t JOIN {from} ON {SameKey(key)} WHERE {Same(held)})",
            $"WITH restored AS (UPDATE ONLY {table} AS t SET {string.Join(", ", free.Select(column => $"{column} = b.{column}"))} " +
                $"FROM {from} WHERE {SameKey(key)} RETURNING t.xmin AS mark) SELECT restored.mark INTO mine FROM restored LIMIT 1");
    }

    private static string Same(IReadOnlyList<string> columns) => Compare(columns, "IS NOT DISTINCT FROM");

    // No key is NULL, and only rows that are compared by = are joined without looking at each pair.
    private static string SameKey(IReadOnlyList<string> columns) => Compare(columns, "OPERATOR(pg_catalog.=)");

    // By the bytes of their text, for which alone equal means the same; the two may also have different collations.
    private static string Compare(IReadOnlyList<string> columns, string comparison) => string.Join(
        " AND ", columns.Select(Identifier.Quote).Select(column => $"t.{column}::text COLLATE pg_catalog.\"C\" {comparison} b.{column}::text COLLATE pg_catalog.\"C\""));
}
