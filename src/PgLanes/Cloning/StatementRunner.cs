using Npgsql;
using NpgsqlTypes;
using PgLanes.Catalog;
using PgLanes.Scripting;
using PgLanes.Sql;

namespace PgLanes.Cloning;

/// <summary>Runs statements in as few round trips and transactions as the server's lock table allows.</summary>
internal static class StatementRunner
{
    /// <summary>Whether the error says nothing of a statement: it was cancelled, or its session was ended.</summary>
    public static bool IsIntervention(PostgresException exception) => exception.SqlState is ['5', '7', ..];

    /// <summary>Runs <paramref name="statements"/> in order, under <paramref name="searchPath"/>, each transaction keeping at most
    /// <paramref name="lockBudget"/> locks. One round trip a transaction. On an error the transactions before stay committed.</summary>
    /// <exception cref="TemplateException">The server refused a statement; the message names the object.</exception>
    public static async Task RunAsync(
        NpgsqlConnection connection,
        string toolSchema,
        IReadOnlyList<Statement> statements,
        IReadOnlyList<string> searchPath,
        int lockBudget,
        CancellationToken cancellationToken)
    {
        foreach (var chunk in Chunks(statements, lockBudget))
        {
            var batch = new NpgsqlBatch(connection);
            await using var _ = batch.ConfigureAwait(false);
            batch.BatchCommands.Add(new NpgsqlBatchCommand(CatalogReader.Session));
            batch.BatchCommands.Add(SetSearchPath(searchPath));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(
                "SELECT pg_catalog.set_config('check_function_bodies', 'off', true), pg_catalog.set_config('row_security', 'off', true), " +
                "pg_catalog.set_config('default_tablespace', '', true), pg_catalog.set_config('default_table_access_method', 'heap', true), " +
                "pg_catalog.set_config('client_min_messages', 'warning', true)"));
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT {Identifier.Quote(toolSchema)}.execute($1)")
            {
                Parameters = { new NpgsqlParameter { Value = chunk.Select(s => s.Sql).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text } },
            });
            try
            {
                await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException exception) when (!IsIntervention(exception))
            {
                throw Refused(exception, chunk);
            }
        }
    }

    /// <summary>Returns the command that sets the search path for the running transaction.</summary>
    public static NpgsqlBatchCommand SetSearchPath(IEnumerable<string> schemas) => new("SELECT pg_catalog.set_config('search_path', $1, true)")
    {
        Parameters = { new NpgsqlParameter { Value = string.Join(", ", schemas.Select(Identifier.Quote)), NpgsqlDbType = NpgsqlDbType.Text } },
    };

    /// <summary>Runs one statement.</summary>
    public static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using var _ = command.ConfigureAwait(false);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<IReadOnlyList<Statement>> Chunks(IReadOnlyList<Statement> statements, int lockBudget)
    {
        var chunk = new List<Statement>();
        var locks = 0;
        foreach (var statement in statements)
        {
            if (chunk.Count > 0 && locks + statement.Locks > lockBudget)
            {
                yield return chunk;
                (chunk, locks) = ([], 0);
            }

            chunk.Add(statement);
            locks += statement.Locks;
        }

        if (chunk.Count > 0) yield return chunk;
    }

    private static TemplateException Refused(PostgresException exception, IReadOnlyList<Statement> statements)
    {
        var statement = statements.FirstOrDefault(s => exception.InternalQuery == s.Sql)
            ?? statements.FirstOrDefault(s => exception.Where?.Contains($"SQL statement \"{s.Sql}\"", StringComparison.Ordinal) == true);
        return new TemplateException(
            $"The lane could not be made: PostgreSQL refused {(statement is null ? "a statement" : $"\"{statement.Object}\"")}: " +
            $"{exception.MessageText} ({exception.SqlState}).{(exception.Hint is { } hint ? $" {hint}" : "")}",
            exception)
        {
            ObjectName = statement?.Object,
        };
    }
}
