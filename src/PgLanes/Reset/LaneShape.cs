using Npgsql;
using PgLanes.Leasing;
using PgLanes.Sql;

namespace PgLanes.Reset;

/// <summary>Tells whether definitions in a lane were made, changed or dropped since it was made.</summary>
internal static class LaneShape
{
    /// <summary>Records the lane's definitions as they are. The lane must be as it was made.</summary>
    public static Task RecordAsync(NpgsqlConnection connection, string toolSchema, int lane, IReadOnlyList<string> schemas, CancellationToken cancellationToken) =>
        Registry.ExecuteAsync(
            connection, $"UPDATE {Identifier.Quote(toolSchema)}.marks SET shape = {Identifier.Quote(toolSchema)}.shape($1) WHERE lane = $2",
            [Registry.Texts(schemas), Registry.Number(lane)], cancellationToken);

    /// <summary>Whether the lane's definitions are as they were recorded. One round trip; a few catalog rows for each table.</summary>
    public static async Task<bool> IsAsMadeAsync(
        NpgsqlConnection connection, string toolSchema, int lane, IReadOnlyList<string> schemas, CancellationToken cancellationToken)
    {
        var tool = Identifier.Quote(toolSchema);
        return await Registry.ScalarAsync(
            connection, $"SELECT {tool}.shape($1) IS NOT DISTINCT FROM (SELECT m.shape FROM {tool}.marks AS m WHERE m.lane = $2)",
            [Registry.Texts(schemas), Registry.Number(lane)], cancellationToken).ConfigureAwait(false) is true;
    }
}
