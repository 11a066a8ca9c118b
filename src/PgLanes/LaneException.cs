using Npgsql;

namespace PgLanes;

/// <summary>What every error of PgLanes derives from. Cancellation is never wrapped in one.</summary>
public class LaneException : Exception
{
    /// <summary>Creates the error with a message that says what happened and what to do.</summary>
    public LaneException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error with the one that caused it inside.</summary>
    public LaneException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The lane that the error is about; null where it is about no single lane.</summary>
    public int? LaneNumber { get; init; }

    /// <summary>The table, function, schema or other object that the error is about; null where there is none.</summary>
    public string? ObjectName { get; init; }

    /// <summary>The server's own error; null where the server reported none.</summary>
    public PostgresException? ServerError => InnerException as PostgresException;
}
