namespace PgLanes;

/// <summary>The database looks as if it were not for tests, or is not among those allowed. Nothing was done.</summary>
public sealed class UnsafeDatabaseException : LaneException
{
    /// <inheritdoc cref="LaneException(string)" />
    public UnsafeDatabaseException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="LaneException(string, Exception)" />
    public UnsafeDatabaseException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
