namespace PgLanes;

/// <summary>The server cannot be reached, or refused the login.</summary>
public sealed class ServerUnreachableException : LaneException
{
    /// <inheritdoc cref="LaneException(string)" />
    public ServerUnreachableException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="LaneException(string, Exception)" />
    public ServerUnreachableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
