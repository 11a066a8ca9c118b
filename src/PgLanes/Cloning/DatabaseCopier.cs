using Npgsql;
using NpgsqlTypes;
using PgLanes.Catalog;
using PgLanes.Sql;

namespace PgLanes.Cloning;

/// <summary>Copies, renames and drops whole databases, from a connection to another one of the server.</summary>
internal sealed class DatabaseCopier(NpgsqlConnection connection)
{
    private static readonly string PropertiesQuery = KindReader.QueryText("database_properties.sql");

    /// <summary>Makes <paramref name="target"/> a copy of <paramref name="source"/>, to which nobody may be connected: the server waits five
    /// seconds for those who are. It bears <paramref name="mark"/> as its comment, and no property of the database yet.</summary>
    /// <exception cref="PostgresException">Somebody is connected (<c>55006</c>), or the role may not copy (<c>42501</c>).</exception>
    public async Task CopyAsync(string source, string target, string mark, CancellationToken cancellationToken)
    {
        var strategy = await StrategyAsync(cancellationToken).ConfigureAwait(false);
        await ExecuteAsync($"CREATE DATABASE {Identifier.Quote(target)} TEMPLATE {Identifier.Quote(source)}{strategy}", cancellationToken).ConfigureAwait(false);
        await MarkAsync(target, mark, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes an empty database.</summary>
    public async Task CreateAsync(string name, string mark, CancellationToken cancellationToken)
    {
        await ExecuteAsync($"CREATE DATABASE {Identifier.Quote(name)} TEMPLATE template0", cancellationToken).ConfigureAwait(false);
        await MarkAsync(name, mark, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the comment on a database: empty for none, null where there is no such database.</summary>
    public async Task<string?> CommentAsync(string name, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(
            "SELECT COALESCE(pg_catalog.shobj_description(d.oid, 'pg_database'), '') FROM pg_catalog.pg_database AS d WHERE d.datname = $1", connection)
        {
            Parameters = { new NpgsqlParameter { Value = name, NpgsqlDbType = NpgsqlDbType.Text } },
        };
        await using var _ = command.ConfigureAwait(false);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) as string;
    }

    /// <summary>Gives <paramref name="target"/> the privileges and settings of <paramref name="source"/>, which a copy is without.</summary>
    public async Task CopyPropertiesAsync(string source, string target, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = transaction.ConfigureAwait(false);
        foreach (var (setting, value, statement) in await ReadPropertiesAsync(source, target, cancellationToken).ConfigureAwait(false))
        {
            if (setting is not null)
                await ExecuteAsync($"SELECT pg_catalog.set_config({Literal.Quote(setting)}, {Literal.Quote(value!)}, true)", cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns one line for each privilege and setting of a database. One round trip.</summary>
    public async Task<IReadOnlyList<string>> DescribePropertiesAsync(string name, CancellationToken cancellationToken) =>
        [.. (await ReadPropertiesAsync(name, name, cancellationToken).ConfigureAwait(false)).Select(property => $"{property.Statement} {property.Value}")];

    public Task RenameAsync(string name, string other, CancellationToken cancellationToken) =>
        ExecuteAsync($"ALTER DATABASE {Identifier.Quote(name)} RENAME TO {Identifier.Quote(other)}", cancellationToken);

    /// <summary>Drops a database, after ending the sessions on it that do nothing, or all, as far as the role may. The server waits five seconds for
    /// the others.</summary>
    /// <exception cref="PostgresException">Somebody is at work in it (<c>55006</c>).</exception>
    public async Task DropAsync(string name, bool endAll, CancellationToken cancellationToken)
    {
        var idle = endAll ? "" : " AND a.state = 'idle'";
        await ExecuteAsync(
            $"SELECT pg_catalog.pg_terminate_backend(a.pid) FROM pg_catalog.pg_stat_activity AS a WHERE a.datname = {Literal.Quote(name)} AND a.backend_type = 'client backend' " +
            $"AND pg_catalog.pg_has_role(a.usesysid, 'USAGE'){idle}",
            cancellationToken).ConfigureAwait(false);
        await ExecuteAsync($"DROP DATABASE IF EXISTS {Identifier.Quote(name)}", cancellationToken).ConfigureAwait(false);
    }

    private async Task<List<(string? Setting, string? Value, string Statement)>> ReadPropertiesAsync(string source, string target, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(PropertiesQuery, connection)
        {
            Parameters = { new NpgsqlParameter { Value = source, NpgsqlDbType = NpgsqlDbType.Text }, new NpgsqlParameter { Value = target, NpgsqlDbType = NpgsqlDbType.Text } },
        };
        await using var _ = command.ConfigureAwait(false);
        var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = rows.ConfigureAwait(false);
        var properties = new List<(string?, string?, string)>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
            properties.Add((rows.TextOrNull("setting"), rows.TextOrNull("value"), rows.Text("statement")));
        return properties;
    }

    /// <summary>Returns a phrase for each session of a client in a database. What another role's does the server may not tell, nor what kind it is.</summary>
    public async Task<IReadOnlyList<string>> SessionsAsync(string name, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(
            "SELECT format('pid %s (\"%s\") is %s', a.pid, a.application_name, COALESCE(a.state, 'connected')) FROM pg_catalog.pg_stat_activity AS a " +
            "WHERE a.datname = $1 AND a.usesysid IS NOT NULL AND COALESCE(a.backend_type, 'client backend') = 'client backend' AND a.pid <> pg_backend_pid() ORDER BY a.pid",
            connection)
        {
            Parameters = { new NpgsqlParameter { Value = name, NpgsqlDbType = NpgsqlDbType.Text } },
        };
        await using var _ = command.ConfigureAwait(false);
        var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = rows.ConfigureAwait(false);
        var sessions = new List<string>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) sessions.Add(rows.GetString(0));
        return sessions;
    }

    // Copying files takes two checkpoints, which cost more than the copy wherever the server waits for its disk.
    private async Task<string> StrategyAsync(CancellationToken cancellationToken)
    {
        if (connection.PostgreSqlVersion.Major < 15) return "";
        var command = new NpgsqlCommand("SELECT pg_catalog.current_setting('fsync') = 'off'", connection);
        await using var _ = command.ConfigureAwait(false);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true ? " STRATEGY file_copy" : "";
    }

    private Task MarkAsync(string name, string mark, CancellationToken cancellationToken) =>
        ExecuteAsync($"COMMENT ON DATABASE {Identifier.Quote(name)} IS {Literal.Quote(mark)}", cancellationToken);

    private Task ExecuteAsync(string sql, CancellationToken cancellationToken) => StatementRunner.ExecuteAsync(connection, sql, cancellationToken);
}
