using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using PgLanes.Catalog;
using PgLanes.Model;

namespace PgLanes.Proof;

/// <summary>Proves that a lane equals its template and depends on nothing in it.</summary>
internal static class LaneProver
{
    private static readonly string StraysQuery = KindReader.QueryText("strays.sql");

    /// <summary>Reads the lane with the template's reader and compares it with <paramref name="target"/>, the template under the
    /// lane's names; then asks the server for dependencies on <paramref name="templateSchemas"/>. Three round trips where nothing differs.</summary>
    public static async Task<LaneProof> ProveAsync(
        NpgsqlConnection connection,
        int number,
        DatabaseModel target,
        IReadOnlyList<string> templateSchemas,
        CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var actual = await CatalogReader.ReadObjectsAsync(connection, target.Schemas, cancellationToken).ConfigureAwait(false);
        var differences = ModelComparer.Compare(target.Objects, actual).ToList();
        var real = await SecondPass.RemoveSameAsync(connection, target, differences, cancellationToken).ConfigureAwait(false);
        var strays = await ReadStraysAsync(connection, target.Schemas, templateSchemas, cancellationToken).ConfigureAwait(false);
        return new LaneProof(
            number, target.Schemas[0], [.. real.Select(d => d.ToLaneDifference())], strays, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>Returns what in the schemas <paramref name="lane"/> depends on something in the schemas <paramref name="template"/>.</summary>
    public static async Task<IReadOnlyList<string>> ReadStraysAsync(
        NpgsqlConnection connection, IReadOnlyList<string> lane, IReadOnlyList<string> template, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(StraysQuery, connection);
        await using var _ = command.ConfigureAwait(false);
        foreach (var schemas in new[] { lane, template })
            command.Parameters.Add(new NpgsqlParameter { Value = schemas.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = rows.ConfigureAwait(false);
        var strays = new List<string>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) strays.Add(rows.GetString(0));
        return strays;
    }
}
