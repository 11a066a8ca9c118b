namespace PgLanes;

/// <summary>The connection that held a lane broke, and with it the lease: another process may hold the lane by now.</summary>
public sealed class LaneLostException : LaneException
{
    /// <inheritdoc cref="LaneException(string)" />
    public LaneLostException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="LaneException(string, Exception)" />
    public LaneLostException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
