using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using PgLanes.Catalog;
using PgLanes.Sql;

namespace PgLanes.Cloning;

/// <summary>The schema, by default <c>pglanes</c>, in which the tool keeps what it needs to know in the template's database.</summary>
internal static class ToolSchema
{
    // Any constant of our own: creating the schema is the one thing that happens before there is a registry to lock.
    private const long InstallLock = 0x70676C616E6573;

    private const string MarkStart = "Made by PgLanes";

    private const string Reserved = $"{MarkStart}: a migration has not ended.";

    private const string Retired = $"{MarkStart}: what is left of a registry that is being dropped.";

    private static readonly string Execute = KindReader.QueryText("execute.sql");

    private static readonly string[] Scripts = ["registry.sql", "take.sql", "lane.sql", "truncate.sql", "shape.sql", "values.sql", "seal.sql"];

    private static readonly string Mark = $"{MarkStart} for its registry and the rows that lanes start with ({Digest()}).";

    /// <summary>Returns what is there under the schema's name. One round trip.</summary>
    /// <exception cref="TemplateException">It is PgLanes', and belongs to a role that the asking one is no member of.</exception>
    public static async Task<ToolSchemaState> AskAsync(NpgsqlConnection connection, string toolSchema, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection) { BatchCommands = { Question(toolSchema) } };
        await using var _ = batch.ConfigureAwait(false);
        var row = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = row.ConfigureAwait(false);
        return await AnswerAsync(row, connection, toolSchema, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the statement that asks what is there under the schema's name, for those who have more to ask.</summary>
    public static NpgsqlBatchCommand Question(string toolSchema) => new(
        "SELECT COALESCE(obj_description(n.oid, 'pg_namespace'), '') AS comment, pg_get_userbyid(n.nspowner)::text AS owner, " +
        "pg_has_role(n.nspowner, 'USAGE') AS is_own, current_user::text AS role FROM pg_catalog.pg_namespace AS n WHERE n.nspname = $1")
    {
        Parameters = { new NpgsqlParameter { Value = toolSchema, NpgsqlDbType = NpgsqlDbType.Text } },
    };

    /// <summary>Reads what <see cref="Question"/> found.</summary>
    /// <exception cref="TemplateException">As for <see cref="AskAsync"/>.</exception>
    public static async Task<ToolSchemaState> AnswerAsync(NpgsqlDataReader row, NpgsqlConnection connection, string toolSchema, CancellationToken cancellationToken)
    {
        if (!await row.ReadAsync(cancellationToken).ConfigureAwait(false)) return ToolSchemaState.Absent;
        if (!row.Text("comment").StartsWith(MarkStart, StringComparison.Ordinal)) return ToolSchemaState.Foreign;
        if (!row.Flag("is_own")) throw OfAnother(toolSchema, connection.Database, row.Text("owner"), row.Text("role"));
        return row.Text("comment") switch
        {
            var comment when comment == Mark => ToolSchemaState.Current,
            Reserved => ToolSchemaState.Reserved,
            _ => ToolSchemaState.Older,
        };
    }

    private static TemplateException OfAnother(string toolSchema, string database, string owner, string role) => new(
        $"The schema \"{toolSchema}\" of database \"{database}\", where lanes are registered, belongs to the role \"{owner}\", and \"{role}\" is no member of it, " +
        $"so it can use none of them. Connect as \"{owner}\", or run GRANT {Identifier.QuoteIfNeeded(owner)} TO {Identifier.QuoteIfNeeded(role)}; " +
        "in .NET, a pool with another Schema and NameFormat has lanes of its own.")
    {
        ObjectName = toolSchema,
    };

    /// <summary>Creates the schema and what belongs into it, unless it is there. Safe under several processes at once.</summary>
    /// <exception cref="TemplateException">A schema of that name is there, and is not PgLanes'.</exception>
    public static async Task InstallAsync(NpgsqlConnection connection, string toolSchema, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = transaction.ConfigureAwait(false);
        await StatementRunner.ExecuteAsync(connection, $"SELECT pg_catalog.pg_advisory_xact_lock({InstallLock})", cancellationToken).ConfigureAwait(false);
        switch (await AskAsync(connection, toolSchema, cancellationToken).ConfigureAwait(false))
        {
            case ToolSchemaState.Current:
                return;
            case ToolSchemaState.Foreign:
                throw Foreign(toolSchema);
        }

        var batch = new NpgsqlBatch(connection, transaction);
        await using var __ = batch.ConfigureAwait(false);
        var name = Identifier.Quote(toolSchema);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT pg_catalog.set_config('client_min_messages', 'warning', true)"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"CREATE SCHEMA IF NOT EXISTS {name}"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"COMMENT ON SCHEMA {name} IS {Literal.Quote(Mark)}"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Named(Execute, name)));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT {name}.execute($1)")
        {
            Parameters =
            {
                new NpgsqlParameter
                {
                    Value = Scripts.Select(script => Named(KindReader.QueryText(script), name).Replace(":bare", toolSchema, StringComparison.Ordinal)).ToArray(),
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
                },
            },
        });
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Creates the schema with nothing in it, unless it is there.</summary>
    /// <exception cref="TemplateException">A schema of that name is there, and is not PgLanes'.</exception>
    public static async Task ReserveAsync(NpgsqlConnection connection, string toolSchema, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = transaction.ConfigureAwait(false);
        await StatementRunner.ExecuteAsync(connection, $"SELECT pg_catalog.pg_advisory_xact_lock({InstallLock})", cancellationToken).ConfigureAwait(false);
        switch (await AskAsync(connection, toolSchema, cancellationToken).ConfigureAwait(false))
        {
            case ToolSchemaState.Foreign:
                throw Foreign(toolSchema);
            case ToolSchemaState.Absent:
                var name = Identifier.Quote(toolSchema);
                await StatementRunner.ExecuteAsync(
                    connection, $"CREATE SCHEMA {name}; COMMENT ON SCHEMA {name} IS {Literal.Quote(Reserved)}", cancellationToken).ConfigureAwait(false);
                break;
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says that the schema is about to be dropped, which may take several transactions: what is left where that is interrupted is taken for no
    /// registry, and is completed by <see cref="InstallAsync"/>.</summary>
    public static Task RetireAsync(NpgsqlConnection connection, string toolSchema, CancellationToken cancellationToken) =>
        StatementRunner.ExecuteAsync(connection, $"COMMENT ON SCHEMA {Identifier.Quote(toolSchema)} IS {Literal.Quote(Retired)}", cancellationToken);

    /// <summary>Drops the schema where it was made by <see cref="ReserveAsync"/> and holds nothing any more.</summary>
    public static async Task ReleaseAsync(NpgsqlConnection connection, string toolSchema, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = transaction.ConfigureAwait(false);
        await StatementRunner.ExecuteAsync(connection, $"SELECT pg_catalog.pg_advisory_xact_lock({InstallLock})", cancellationToken).ConfigureAwait(false);
        if (await AskAsync(connection, toolSchema, cancellationToken).ConfigureAwait(false) != ToolSchemaState.Reserved) return;
        var command = new NpgsqlCommand(
            "SELECT EXISTS (SELECT FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_namespace AS n ON n.oid = d.refobjid " +
            "WHERE d.refclassid = 'pg_catalog.pg_namespace'::regclass AND n.nspname = $1)", connection)
        {
            Parameters = { new NpgsqlParameter { Value = toolSchema, NpgsqlDbType = NpgsqlDbType.Text } },
        };
        await using var __ = command.ConfigureAwait(false);
        if (await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true) return;
        await StatementRunner.ExecuteAsync(connection, $"DROP SCHEMA {Identifier.Quote(toolSchema)}", cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static TemplateException Foreign(string toolSchema) => new(
        $"The schema \"{toolSchema}\" is there and was not made by PgLanes, which needs one of its own; rename it, or choose another name for PgLanes' schema.")
    {
        ObjectName = toolSchema,
    };

    private static string Named(string script, string quotedSchema) => script.Replace(":tool", quotedSchema, StringComparison.Ordinal);

    private static string Digest() => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(Execute + string.Concat(Scripts.Select(KindReader.QueryText)))))[..12];
}

/// <summary>What is there under the name of the tool's schema.</summary>
internal enum ToolSchemaState
{
    Absent,
    Current,

    /// <summary>Made by another version of PgLanes, or half dropped.</summary>
    Older,

    /// <summary>Made before there was any registry, to say that a migration has not ended.</summary>
    Reserved,

    /// <summary>Not made by PgLanes.</summary>
    Foreign,
}
