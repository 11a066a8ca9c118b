using Npgsql;
using PgLanes.Catalog;
using PgLanes.Sql;

namespace PgLanes.Cloning;

/// <summary>The schema, by default <c>pglanes</c>, in which the tool keeps what it needs to know in the template's database.</summary>
internal static class ToolSchema
{
    // Any constant of our own: creating the schema is the one thing that happens before there is a registry to lock.
    private const long InstallLock = 0x70676C616E6573;

    private static readonly string[] Scripts = ["execute.sql"];

    /// <summary>Creates the schema and what belongs into it, unless it is there. Safe under several processes at once.</summary>
    public static async Task InstallAsync(NpgsqlConnection connection, string toolSchema, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = transaction.ConfigureAwait(false);
        var batch = new NpgsqlBatch(connection, transaction);
        await using var __ = batch.ConfigureAwait(false);
        var name = Identifier.Quote(toolSchema);
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT pg_catalog.pg_advisory_xact_lock({InstallLock})"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT pg_catalog.set_config('client_min_messages', 'warning', true)"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"CREATE SCHEMA IF NOT EXISTS {name}"));
        foreach (var script in Scripts)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(KindReader.QueryText(script).Replace(":tool", name, StringComparison.Ordinal)));
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }
}
