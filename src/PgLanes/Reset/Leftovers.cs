using Npgsql;
using PgLanes.Catalog;
using PgLanes.Leasing;

namespace PgLanes.Reset;

/// <summary>When a lease began, by the server's clock, and which role was then the newest.</summary>
internal sealed record LeaseStart(DateTimeOffset Time, uint NewestRole);

/// <summary>Finds what belongs to the database or the server and came during a lease.</summary>
internal static class Leftovers
{
    private static readonly string Query = KindReader.QueryText("leftovers.sql");

    public static async Task<LeaseStart> StartAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await Registry.ListAsync(
            connection, "SELECT now() AS since, (SELECT max(r.oid) FROM pg_catalog.pg_roles AS r) AS newest", [],
            row => new LeaseStart(row.GetFieldValue<DateTimeOffset>(row.GetOrdinal("since")), row.Oid("newest")), cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Returns one sentence for each.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(
        NpgsqlConnection connection, LaneRow lane, LeaseStart start, int lockClass, CancellationToken cancellationToken) =>
        await Registry.ListAsync(
            connection, Query,
            [
                Registry.Texts(lane.Schemas),
                new NpgsqlParameter { Value = start.Time, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz },
                new NpgsqlParameter { Value = (long)start.NewestRole, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint },
                Registry.Number(lockClass),
            ],
            row => row.Text("leftover"), cancellationToken).ConfigureAwait(false);
}
