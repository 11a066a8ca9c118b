using System.Diagnostics;
using Npgsql;
using PgLanes.Catalog;
using PgLanes.Cloning;
using PgLanes.Leasing;
using PgLanes.Sql;

namespace PgLanes.Audit;

/// <summary>
/// Reads the server's counters. PgLanes itself reads template tables only as samples of all their rows, which the server does not count as
/// scans, so that nothing of its own work shows in them, in whichever process it is done.
/// </summary>
internal sealed class SnapshotReader(Connector connector, LanePoolOptions options)
{
    // Since version 15 the counters are in shared memory; before, a process collects them and writes them to a file twice a second.
    private const int FirstWithoutCollector = 15;

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(2);
    // Half a second, and a little for the difference of two clocks.
    private static readonly TimeSpan CollectorPeriod = TimeSpan.FromMilliseconds(510);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly string TablesQuery = KindReader.QueryText("table_counts.sql");
    private static readonly string SequencesQuery = KindReader.QueryText("sequence_positions.sql");
    private static readonly string SessionsQuery = KindReader.QueryText("sessions.sql");

    private readonly string _freeLanesQuery = KindReader.QueryText("free_lanes.sql").Replace(":tool", Identifier.Quote(options.Schema), StringComparison.Ordinal);

    /// <summary>Returns what is counted now, or was up to half a second ago on version 14. Three round trips.</summary>
    public async Task<Snapshot> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (state, sessions, sequences) = await AskAsync(connection, cancellationToken).ConfigureAwait(false);
        var free = state == ToolSchemaState.Current ? await FreeLanesAsync(connection, cancellationToken).ConfigureAwait(false) : [];
        // Last, so that whoever begins meanwhile is one who began later.
        var tables = await Registry.ListAsync(
            connection, TablesQuery, [Registry.Texts([.. options.Schemas, .. free, options.Schema])],
            row => new TableCount(row.Text("schema"), row.Text("name"), row.Oid("oid"), row.Oid("file"), row.Long("reads"), row.Long("writes")),
            cancellationToken).ConfigureAwait(false);
        return new Snapshot(
            tables, sequences, tables.Find(table => table.Schema == options.Schema && table.Name == "templates"),
            sessions.Select(session => session.Pid).Append(connection.ProcessID).ToHashSet());
    }

    /// <summary>Returns what was counted up to now by sessions that have ended: waits for those that began after <paramref name="since"/> and
    /// are just ending, 2 seconds at most, and on version 14 a second more for the collector.</summary>
    /// <param name="connection">Where to ask.</param>
    /// <param name="since">The snapshot before.</param>
    /// <param name="allEnd">Whether every session that began since is about to end; otherwise those that are idle are not waited for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Snapshot> ReadSettledAsync(NpgsqlConnection connection, Snapshot since, bool allEnd, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < EndPatience
            && (await SessionsAsync(connection, cancellationToken).ConfigureAwait(false)).Exists(s => !since.Sessions.Contains(s.Pid) && (allEnd || s.IsIdle != true)))
        {
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }

        if (connection.PostgreSqlVersion.Major < FirstWithoutCollector) await AwaitCollectorAsync(connection, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Has the server count at once what <paramref name="connection"/> did, and not when it next feels like it.</summary>
    public static async Task FlushAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Before version 15 a session reports with its first statement that ends half a second after the report before.
        if (connection.PostgreSqlVersion.Major < FirstWithoutCollector) await Task.Delay(CollectorPeriod, cancellationToken).ConfigureAwait(false);
        var sql = connection.PostgreSqlVersion.Major < FirstWithoutCollector ? "SELECT 1" : "SELECT pg_catalog.pg_stat_force_next_flush()::text";
        await Registry.ScalarAsync(connection, sql, [], cancellationToken).ConfigureAwait(false);
    }

    // A session reads a file of its database that is half a second old at most. The one read first was written after this began, perhaps before
    // the collector took what waited for it; the second was asked for after the first, and so behind all that waited.
    private static async Task AwaitCollectorAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        for (var file = 1; file <= 2; file++)
        {
            await Task.Delay(CollectorPeriod, cancellationToken).ConfigureAwait(false);
            await Registry.ScalarAsync(connection, "SELECT pg_catalog.pg_stat_get_snapshot_timestamp()", [], cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IEnumerable<string>> FreeLanesAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await Registry.ListAsync(
            connection, _freeLanesQuery,
            [Registry.Texts(options.Schemas), Registry.Text(options.NameFormat), Registry.Number(new PoolLocks(options.Schema).LaneClass)],
            row => row.Texts("schemas"), cancellationToken).ConfigureAwait(false)).SelectMany(schemas => schemas);

    // What does not hang on each other, together.
    private async Task<(ToolSchemaState State, List<(int Pid, bool? IsIdle)> Sessions, List<SequencePosition> Sequences)> AskAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var most = Math.Max(1, connector.Facts.LockBudget / 2);
        var batch = new NpgsqlBatch(connection) { BatchCommands = { ToolSchema.Question(options.Schema), new NpgsqlBatchCommand(SessionsQuery) } };
        await using var _ = batch.ConfigureAwait(false);
        var sequences = new NpgsqlBatchCommand(SequencesQuery);
        sequences.Parameters.AddRange(Part(most, 0));
        batch.BatchCommands.Add(sequences);
        ToolSchemaState state;
        var sessions = new List<(int Pid, bool? IsIdle)>();
        var positions = new List<SequencePosition>();
        var row = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (row.ConfigureAwait(false))
        {
            state = await ToolSchema.AnswerAsync(row, connection, options.Schema, cancellationToken).ConfigureAwait(false);
            await row.NextResultAsync(cancellationToken).ConfigureAwait(false);
            while (await row.ReadAsync(cancellationToken).ConfigureAwait(false)) sessions.Add(Session(row));
            await row.NextResultAsync(cancellationToken).ConfigureAwait(false);
            while (await row.ReadAsync(cancellationToken).ConfigureAwait(false)) positions.Add(Position(row));
        }

        for (var read = positions.Count; read == most;)
        {
            var part = await Registry.ListAsync(connection, SequencesQuery, Part(most, positions.Count), Position, cancellationToken).ConfigureAwait(false);
            read = part.Count;
            positions.AddRange(part);
        }

        return (state, sessions, positions);
    }

    private NpgsqlParameter[] Part(int most, int start) => [Registry.Texts(options.Schemas), Registry.Number(most), Registry.Number(start)];

    private static SequencePosition Position(NpgsqlDataReader row) => new(
        row.Text("schema"), row.Text("name"),
        row.TextOrNull("owner_schema") is { } schema ? (schema, row.Text("owner_name")) : null,
        row.IsDBNull(row.GetOrdinal("position")) ? null : row.Long("position"));

    private static (int Pid, bool? IsIdle) Session(NpgsqlDataReader row) => (row.Number("pid"), row.IsDBNull(row.GetOrdinal("is_idle")) ? null : row.Flag("is_idle"));

    private static Task<List<(int Pid, bool? IsIdle)>> SessionsAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        Registry.ListAsync(connection, SessionsQuery, [], Session, cancellationToken);
}
