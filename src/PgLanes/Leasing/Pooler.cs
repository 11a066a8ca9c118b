using Npgsql;

namespace PgLanes.Leasing;

/// <summary>Tells whether PgLanes' own connections come to PostgreSQL through a pooler that takes from them what they need.</summary>
internal static class Pooler
{
    private const string Way =
        "A lease is a lock of a session, and does not last there. Connect to PostgreSQL itself; or give its address for PgLanes' own connections alone " +
        "(LanePoolOptions.KeeperConnectionString, --keeper-url) and seal the lanes (LanePoolOptions.Seal, --seal): their roles bring the search path along.";

    /// <summary>Whether the server refused the settings that a connection starts with, as no PostgreSQL does.</summary>
    public static bool IsRefusal(PostgresException exception) => exception.MessageText.Contains("unsupported startup parameter", StringComparison.Ordinal);

    /// <summary>Returns the error for a pooler.</summary>
    /// <param name="server">Where.</param>
    /// <param name="how">What it does, after "which".</param>
    /// <param name="exception">What the driver threw, if it did.</param>
    public static ServerUnreachableException Explain(NpgsqlConnectionStringBuilder server, string how, Exception? exception = null)
    {
        var message = $"Before PostgreSQL at {server.Host}:{server.Port} is a pooler, such as PgBouncer, which {how}. {Way}";
        return exception is null ? new ServerUnreachableException(message) : new ServerUnreachableException(message, exception);
    }

    /// <summary>Looks whether a connection is a session of the server. Costs nothing where the server answers itself: it tells the number of its process at the login.</summary>
    /// <exception cref="ServerUnreachableException">A pooler gives sessions away after each transaction.</exception>
    public static async Task CheckAsync(
        NpgsqlConnection connection, int process, NpgsqlConnectionStringBuilder server, Func<CancellationToken, Task<NpgsqlConnection>> open, CancellationToken cancellationToken)
    {
        if (process == connection.ProcessID) return;
        // While another connection is in a transaction, it has a session to itself: this one's, or this one gets another.
        var second = await open(cancellationToken).ConfigureAwait(false);
        await using var _ = second.ConfigureAwait(false);
        var transaction = await second.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = transaction.ConfigureAwait(false);
        if (await ProcessAsync(second, cancellationToken).ConfigureAwait(false) == process || await ProcessAsync(connection, cancellationToken).ConfigureAwait(false) != process)
            throw Explain(server, "gives sessions away after each transaction (pool_mode is transaction or statement)");
    }

    /// <summary>Makes sure that the search path that lanes' addresses carry arrives.</summary>
    /// <exception cref="ServerUnreachableException">It does not.</exception>
    public static async Task CheckPathAsync(NpgsqlConnectionStringBuilder server, CancellationToken cancellationToken)
    {
        const string Path = "pg_catalog,pg_temp";
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString) { SearchPath = Path, Pooling = false }.ConnectionString);
        await using var _ = connection.ConfigureAwait(false);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (ServerErrors.IsUnexplained(exception))
        {
            throw ServerErrors.WhenOpening(server, exception, "");
        }

        var found = await Registry.ScalarAsync(connection, "SELECT current_setting('search_path')", [], cancellationToken).ConfigureAwait(false) as string;
        if (found != Path) throw Explain(server, "drops the search path that a connection starts with, so that tests would be in the template");
    }

    private static async Task<int> ProcessAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (int)(await Registry.ScalarAsync(connection, "SELECT pg_backend_pid()", [], cancellationToken).ConfigureAwait(false))!;
}
