using Npgsql;
using PgLanes.Catalog;
using PgLanes.Leasing;
using PgLanes.Sql;

namespace PgLanes.Reset;

/// <summary>Tells from outside whether a lane was reset, at no cost to the reset: one that puts something back locks or writes the lane's row of marks in a
/// transaction of its own, which the row's system columns name from then on. One that finds nothing changed leaves no trace.</summary>
internal static class ResetTraces
{
    /// <summary>Returns a text for each lane that is another one after each reset that put something back. One round trip.</summary>
    public static Task<List<(int Lane, string Trace)>> ReadAsync(
        NpgsqlConnection connection, string toolSchema, IEnumerable<int> lanes, CancellationToken cancellationToken) => Registry.ListAsync(
        connection,
        $"SELECT m.lane, pg_catalog.concat_ws(' ', m.xmin, m.xmax, m.ctid) AS trace FROM {Identifier.Quote(toolSchema)}.marks AS m " +
        "WHERE m.lane = ANY (pg_catalog.string_to_array($1, ',')::integer[])",
        [Registry.Text(string.Join(',', lanes))], row => (row.Number("lane"), row.Text("trace")), cancellationToken);
}
