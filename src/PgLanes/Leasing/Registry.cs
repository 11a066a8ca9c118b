using Npgsql;
using NpgsqlTypes;
using PgLanes.Catalog;
using PgLanes.Cloning;
using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Leasing;

/// <summary>The registry of one template's lanes, in the tool's own schema.</summary>
internal sealed class Registry(LanePoolOptions options, string database)
{
    private readonly string _tool = Identifier.Quote(options.Schema);
    private readonly string _lanesQuery = KindReader.QueryText("lanes.sql").Replace(":tool", Identifier.Quote(options.Schema), StringComparison.Ordinal);
    private readonly string _holdersQuery = KindReader.QueryText("holders.sql").Replace(":tool", Identifier.Quote(options.Schema), StringComparison.Ordinal);

    public PoolLocks Locks { get; } = new(options.Schema);

    public TemplateNews News { get; } = new(options);

    /// <summary>Joins those who use the registry, for as long as the connection lives, and makes it where it is not there.</summary>
    public async Task JoinAsync(NpgsqlConnection connection, ServerFacts facts, CancellationToken cancellationToken)
    {
        await Locks.Registry.ShareAsync(connection, cancellationToken).ConfigureAwait(false);
        var state = await ToolSchema.AskAsync(connection, options.Schema, cancellationToken).ConfigureAwait(false);
        if (state == ToolSchemaState.Current) return;
        if (state == ToolSchemaState.Absent && !facts.MayCreateSchemas) throw MayNotCreate(facts);
        await ToolSchema.InstallAsync(connection, options.Schema, cancellationToken).ConfigureAwait(false);
    }

    public TemplateException MayNotCreate(ServerFacts facts) => new(
        $"The role \"{facts.Role}\" may not create schemas in database \"{database}\", so it can make no lane; " +
        $"run GRANT CREATE ON DATABASE {Identifier.QuoteIfNeeded(database)} TO {Identifier.QuoteIfNeeded(facts.Role)}, or connect as another role.")
    {
        ObjectName = database,
    };

    /// <summary>Returns the template's id, and registers it with its lanes where that was not done. One round trip where it was.</summary>
    public async Task<int> TemplateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var find = $"SELECT t.id FROM {_tool}.templates AS t WHERE t.schemas = $1 AND t.name_format = $2 " +
            $"AND (SELECT count(*) FROM {_tool}.lanes AS l WHERE l.template = t.id AND l.number <= $3) = $3";
        NpgsqlParameter[] Key() => [Texts(options.Schemas), Text(options.NameFormat)];
        if (await ScalarAsync(connection, find, [.. Key(), Number(options.MaxLanes)], cancellationToken).ConfigureAwait(false) is int known) return known;

        await ExecuteAsync(connection, $"INSERT INTO {_tool}.templates (schemas, name_format) VALUES ($1, $2) ON CONFLICT DO NOTHING", Key(), cancellationToken)
            .ConfigureAwait(false);
        var id = (int)(await ScalarAsync(connection, $"SELECT id FROM {_tool}.templates WHERE schemas = $1 AND name_format = $2", Key(), cancellationToken)
            .ConfigureAwait(false))!;
        var batch = new NpgsqlBatch(connection);
        await using var _ = batch.ConfigureAwait(false);
        for (var number = 1; number <= options.MaxLanes; number++)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(
                $"INSERT INTO {_tool}.lanes (template, number, schemas, mark, database) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING")
            {
                Parameters =
                {
                    Number(id), Number(number), Texts(LaneNaming.Schemas(options, number)), Text(LaneNaming.Mark(database, options, number)),
                    Text(options.Kind == LaneKind.Database ? LaneNaming.Name(options, number) : null),
                },
            });
        }

        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        return id;
    }

    /// <summary>Returns the templates of the same source schemas, whatever their lanes are called.</summary>
    public async Task<IReadOnlyList<int>> AllTemplatesAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await ListAsync(
            connection, $"SELECT id FROM {_tool}.templates WHERE schemas = $1 ORDER BY id", [Texts(options.Schemas)], row => row.GetInt32(0), cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Returns the template's id, or null where it was never registered.</summary>
    public async Task<int?> FindTemplateAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await ScalarAsync(
            connection, $"SELECT id FROM {_tool}.templates WHERE schemas = $1 AND name_format = $2",
            [Texts(options.Schemas), Text(options.NameFormat)], cancellationToken).ConfigureAwait(false) as int?;

    public async Task<int?> FindVersionAsync(NpgsqlConnection connection, int template, string fingerprint, CancellationToken cancellationToken) =>
        await ScalarAsync(
            connection, $"SELECT id FROM {_tool}.versions WHERE template = $1 AND fingerprint = $2 AND baseline IS NOT NULL",
            [Number(template), Text(fingerprint)], cancellationToken).ConfigureAwait(false) as int?;

    /// <summary>Returns the template's lanes by number, those that were never made included.</summary>
    public async Task<IReadOnlyList<LaneRow>> LanesAsync(NpgsqlConnection connection, int template, CancellationToken cancellationToken) =>
        await ListAsync(connection, _lanesQuery, [Number(template), Numbers(null)], Lane, cancellationToken).ConfigureAwait(false);

    public async Task<LaneRow> LaneAsync(NpgsqlConnection connection, int template, int number, CancellationToken cancellationToken)
    {
        var ids = await IdsAsync(connection, template, [number], cancellationToken).ConfigureAwait(false);
        return (await ListAsync(connection, _lanesQuery, [Number(template), Numbers(ids)], Lane, cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Returns the ids of the lanes of <paramref name="numbers"/>, which ascend.</summary>
    public async Task<IReadOnlyList<int>> IdsAsync(
        NpgsqlConnection connection, int template, IReadOnlyList<int> numbers, CancellationToken cancellationToken) =>
        await ListAsync(
            connection, $"SELECT l.id FROM {_tool}.lanes AS l WHERE l.template = $1 AND l.number = ANY ($2) ORDER BY l.number",
            [Number(template), Numbers(numbers)], row => row.GetInt32(0), cancellationToken).ConfigureAwait(false);

    /// <summary>Returns lanes whose locks the connection has just got, by number, notes for others since when it has them, and has it hear of changes
    /// of the template. One round trip.</summary>
    public async Task<IReadOnlyList<LaneRow>> TakenAsync(
        NpgsqlConnection connection, int template, IReadOnlyList<int> ids, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using var _ = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "SELECT pg_catalog.pg_advisory_lock_shared($1, extract(epoch FROM clock_timestamp())::integer)")
        {
            Parameters = { Number(Locks.SinceClass) },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(News.Listening));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(_lanesQuery) { Parameters = { Number(template), Numbers(ids) } });
        var rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = rows.ConfigureAwait(false);
        await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var lanes = new List<LaneRow>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) lanes.Add(Lane(rows));
        return lanes;
    }

    /// <summary>Returns who holds lanes of the template.</summary>
    public async Task<IReadOnlyList<LaneHolder>> HoldersAsync(NpgsqlConnection connection, int template, CancellationToken cancellationToken) =>
        await ListAsync(
            connection, _holdersQuery, [Number(template), Number(Locks.LaneClass), Number(Locks.SinceClass)],
            row => new LaneHolder(
                row.Number("number"), row.Number("pid"), row.Text("host"), row.Text("application"), row.GetFieldValue<DateTimeOffset>(row.GetOrdinal("since"))),
            cancellationToken).ConfigureAwait(false);

    /// <summary>Records how far a lane is; null is for one that is not there.</summary>
    public Task SetStateAsync(NpgsqlConnection connection, LaneRow lane, LaneState? state, int? version, CancellationToken cancellationToken) => ExecuteAsync(
        connection, $"UPDATE {_tool}.lanes SET state = $2, version = $3, kept_at = NULL WHERE id = $1",
        [Number(lane.Id), Text(state?.ToString().ToLowerInvariant() ?? "absent"), Number(version)], cancellationToken);

    /// <summary>Records that a leased lane is set aside; false where no other lane is left for pools of the time <paramref name="opened"/>.</summary>
    public async Task<bool> KeepAsync(NpgsqlConnection connection, LaneRow lane, int template, DateTimeOffset opened, CancellationToken cancellationToken)
    {
        // One at a time, or two could each count on the other's lane.
        await Locks.Template(template).WaitAsync(connection, cancellationToken).ConfigureAwait(false);
        var kept = await ScalarAsync(
            connection,
            $"UPDATE {_tool}.lanes SET state = 'quarantined', kept_at = $5 WHERE id = $1 AND EXISTS (SELECT FROM {_tool}.lanes AS l " +
            "WHERE l.template = $2 AND l.number <= $3 AND l.id <> $1 AND (l.kept_at IS NULL OR l.kept_at < $4)) RETURNING id",
            [Number(lane.Id), Number(template), Number(options.MaxLanes), Time(opened), Time(DateTimeOffset.UtcNow)], cancellationToken).ConfigureAwait(false);
        await Locks.Template(template).ReleaseAsync(connection, cancellationToken).ConfigureAwait(false);
        return kept is int;
    }

    /// <summary>Returns a schema that stands where a lane of <paramref name="lanes"/> would be made, and is no lane of this template.</summary>
    public static async Task<string?> FindCollisionAsync(
        NpgsqlConnection connection, IEnumerable<(IReadOnlyList<string> Schemas, string Mark, bool IsRegistered)> lanes, CancellationToken cancellationToken)
    {
        var wanted = lanes.SelectMany(lane => lane.Schemas.Select(schema => (schema, Mark: lane.IsRegistered ? lane.Mark : ""))).ToList();
        return await ScalarAsync(
            connection,
            "SELECT n.nspname::text FROM unnest($1, $2) AS w(name, mark) JOIN pg_catalog.pg_namespace AS n ON n.nspname = w.name " +
            "WHERE w.mark = '' OR right(COALESCE(obj_description(n.oid, 'pg_namespace'), ''), length(w.mark)) <> w.mark ORDER BY n.nspname LIMIT 1",
            [Texts(wanted.Select(w => w.schema)), Texts(wanted.Select(w => w.Mark))], cancellationToken).ConfigureAwait(false) as string;
    }

    private static LaneRow Lane(NpgsqlDataReader row) => new(
        row.Number("id"), row.Number("number"), row.TextOrNull("database"), row.Texts("schemas"), row.Text("mark"),
        Enum.TryParse<LaneState>(row.Text("state"), ignoreCase: true, out var state) ? state : null,
        row.NumberOrNull("version"),
        row.TextOrNull("role") is { } role ? new Seal(role, row.Text("password"), row.Flag("is_applied")) : null, row.Flag("is_in_run"), row.Flag("is_present"));

    internal static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    internal static NpgsqlParameter Number(int? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer };

    internal static NpgsqlParameter Time(DateTimeOffset value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    internal static NpgsqlParameter Numbers(IEnumerable<int>? values) =>
        new() { Value = (object?)values?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer };

    internal static NpgsqlParameter Flag(bool value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Boolean };

    internal static NpgsqlParameter Texts(IEnumerable<string> values) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    internal static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using var _ = command.ConfigureAwait(false);
        command.Parameters.AddRange(parameters);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }

    internal static async Task ExecuteAsync(NpgsqlConnection connection, string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using var _ = command.ConfigureAwait(false);
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    internal static async Task<List<T>> ListAsync<T>(
        NpgsqlConnection connection, string sql, NpgsqlParameter[] parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using var _ = command.ConfigureAwait(false);
        command.Parameters.AddRange(parameters);
        var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = rows.ConfigureAwait(false);
        var items = new List<T>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) items.Add(read(rows));
        return items;
    }
}
