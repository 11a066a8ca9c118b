using PgLanes.Model;

namespace PgLanes.Catalog;

/// <summary>How a table of the template is read so that the server does not count a scan of it: escapes are told by that count.</summary>
internal static class UncountedRead
{
    /// <summary>What stands behind the table in FROM. A sample of all of it is all of it; other access methods than the heap may take no samples.</summary>
    public static string Of(TableModel table) => table.AccessMethod is null ? " TABLESAMPLE pg_catalog.system (100)" : "";
}
