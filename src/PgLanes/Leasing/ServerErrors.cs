using System.Net.Sockets;
using Npgsql;

namespace PgLanes.Leasing;

/// <summary>Turns the driver's errors into those that a user can act on.</summary>
internal static class ServerErrors
{
    /// <summary>Returns the error for a connection that could not be opened.</summary>
    /// <param name="server">Where.</param>
    /// <param name="exception">What the driver threw.</param>
    /// <param name="arithmetic">Sentences about the connections that the server allows, for the case that there is none left.</param>
    public static LaneException WhenOpening(NpgsqlConnectionStringBuilder server, Exception exception, string arithmetic)
    {
        var place = $"{server.Host}:{server.Port}";
        return exception switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => new TemplateException(
                $"Database \"{server.Database}\" does not exist on {place}; create and migrate it, or name another one.", exception)
            {
                ObjectName = server.Database,
            },
            PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } refused =>
                new ServerUnreachableException(
                    $"PostgreSQL at {place} refused the login of \"{server.Username}\": {refused.MessageText}; check the user and the password.", exception),
            PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } full => new ServerUnreachableException(
                $"PostgreSQL at {place} has no connection left: {full.MessageText}. {arithmetic}Close some, use fewer lanes or smaller pools, or raise max_connections.", exception),
            PostgresException refused when Pooler.IsRefusal(refused) => Pooler.Explain(server, $"refuses the settings that a connection starts with ({refused.MessageText})", exception),
            PostgresException refused => new ServerUnreachableException(
                $"PostgreSQL at {place} refused the connection: {refused.MessageText} ({refused.SqlState}); see the server's log.", exception),
            { InnerException: TimeoutException } => new ServerUnreachableException(
                $"PostgreSQL at {place} cannot be reached: it did not answer within {server.Timeout} s; start it, correct the address, or, where it is only busy, raise Timeout in the connection string.",
                exception),
            _ => new ServerUnreachableException(
                $"PostgreSQL at {place} cannot be reached: {Innermost(exception)}; start it, or correct the address.", exception),
        };
    }

    /// <summary>Whether <paramref name="exception"/> is the server's or the connection's, and has not been explained yet.</summary>
    public static bool IsUnexplained(Exception exception) => exception is NpgsqlException or SocketException or TimeoutException or IOException
        // What the driver says of a connection that has broken before.
        or InvalidOperationException { Source: nameof(Npgsql) };

    /// <summary>Returns the error for something that failed on an open connection.</summary>
    /// <param name="what">What was not done, as the beginning of a sentence: <c>Lane 3 was not reset</c>.</param>
    /// <param name="exception">What the driver threw.</param>
    /// <param name="lane">The lane that it is about.</param>
    public static LaneException WhenRunning(string what, Exception exception, int? lane = null) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refused => new TemplateException(
            $"{what}: {refused.MessageText}; grant the role that right, or connect as another one.", exception)
        {
            LaneNumber = lane,
            ObjectName = Named(refused),
        },
        PostgresException { SqlState: PostgresErrorCodes.OutOfMemory } refused when refused.MessageText.Contains("shared memory", StringComparison.Ordinal) =>
            new LaneException($"{what}: the server's lock table is full; raise max_locks_per_transaction, or use fewer lanes at once.", exception)
            {
                LaneNumber = lane,
            },
        PostgresException refused when !IsEndOfSession(refused) => new LaneException(
            $"{what}: {refused.MessageText} ({refused.SqlState}).{(refused.Hint is { } hint ? $" {hint}" : "")}", exception)
        {
            LaneNumber = lane,
            ObjectName = Named(refused),
        },
        _ when lane is not null => new LaneLostException(
            $"{what}: the connection that held lane {lane} broke ({Innermost(exception)}); lease a lane again.", exception)
        {
            LaneNumber = lane,
        },
        _ => new ServerUnreachableException($"{what}: the connection broke ({Innermost(exception)}); try again.", exception),
    };

    /// <summary>Whether the session was ended from outside: the server says so once, before it closes the connection.</summary>
    public static bool IsEndOfSession(PostgresException exception) => exception.SqlState
        is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.IdleSessionTimeout;

    private static string? Named(PostgresException exception) =>
        exception.TableName is { } table ? $"{exception.SchemaName}.{table}" : exception.SchemaName;

    private static string Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner) exception = inner;
        return exception.Message.TrimEnd('.');
    }
}
