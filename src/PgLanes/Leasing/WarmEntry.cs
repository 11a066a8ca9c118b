using Npgsql;
using PgLanes.Catalog;
using PgLanes.Cloning;
using PgLanes.Sql;

namespace PgLanes.Leasing;

/// <summary>Joins the users of a registry in which all is there, in one round trip. Where something is not, it is found and made step by step.</summary>
internal sealed class WarmEntry(LanePoolOptions options, PoolLocks locks, LaneLog log)
{
    private const string Key = "t.schemas = $1 AND t.name_format = $2";

    private readonly string _tool = Identifier.Quote(options.Schema);

    /// <summary>Returns the ids of the template and of the version of <paramref name="fingerprint"/>, both claimed for as long as the connection lives, as
    /// the registry is; null where that takes more.</summary>
    public async Task<(int Template, int Version)?> TryAsync(NpgsqlConnection connection, string fingerprint, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(connection, fingerprint, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn)
        {
            // The registry was dropped just now, or is one of another build.
            log.NotEntered(exception);
            return null;
        }
    }

    private async Task<(int Template, int Version)?> AskAsync(NpgsqlConnection connection, string fingerprint, CancellationToken cancellationToken)
    {
        var version = $"FROM {_tool}.versions AS v JOIN {_tool}.templates AS t ON t.id = v.template WHERE {Key} AND v.fingerprint = $3 AND v.baseline IS NOT NULL";
        NpgsqlParameter[] Named() => [Registry.Texts(options.Schemas), Registry.Text(options.NameFormat), Registry.Text(fingerprint)];
        var batch = new NpgsqlBatch(connection);
        await using var _ = batch.ConfigureAwait(false);
        // Each statement sees what was there when it began: what is read after a lock is what is left under it.
        Add(batch, "SELECT pg_catalog.pg_advisory_lock_shared($1, $2)", Registry.Number(locks.Registry.Class), Registry.Number(locks.Registry.Id));
        batch.BatchCommands.Add(ToolSchema.Question(options.Schema));
        Add(
            batch, $"SELECT t.id FROM {_tool}.templates AS t WHERE {Key} AND (SELECT count(*) FROM {_tool}.lanes AS l WHERE l.template = t.id AND l.number <= $3) = $3",
            Registry.Texts(options.Schemas), Registry.Text(options.NameFormat), Registry.Number(options.MaxLanes));
        Add(batch, $"SELECT v.id, pg_catalog.pg_advisory_lock_shared($4, v.id) IS NULL {version}", [.. Named(), Registry.Number(locks.Version(0).Class)]);
        Add(batch, $"SELECT v.id {version}", Named());
        var row = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = row.ConfigureAwait(false);
        await row.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var state = await ToolSchema.AnswerAsync(row, connection, options.Schema, cancellationToken).ConfigureAwait(false);
        var template = await NextAsync(row, cancellationToken).ConfigureAwait(false);
        var claimed = await NextAsync(row, cancellationToken).ConfigureAwait(false);
        var found = await NextAsync(row, cancellationToken).ConfigureAwait(false);
        // A claim on a version that is being dropped does no harm until the connection gives all back.
        return state == ToolSchemaState.Current && template is { } id && found is { } same && same == claimed ? (id, same) : null;
    }

    private static async Task<int?> NextAsync(NpgsqlDataReader row, CancellationToken cancellationToken)
    {
        await row.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return await row.ReadAsync(cancellationToken).ConfigureAwait(false) ? row.GetInt32(0) : null;
    }

    private static void Add(NpgsqlBatch batch, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(parameters);
        batch.BatchCommands.Add(command);
    }
}
