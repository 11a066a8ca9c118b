namespace PgLanes;

/// <summary>No lane became free within <see cref="LanePoolOptions.LeaseTimeout"/>, or lanes that were to be dropped are leased.</summary>
public sealed class LeaseTimeoutException : LaneException
{
    /// <inheritdoc cref="LaneException(string)" />
    public LeaseTimeoutException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="LaneException(string, Exception)" />
    public LeaseTimeoutException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The sessions that hold the lanes.</summary>
    public IReadOnlyList<LaneHolder> Holders { get; init; } = [];
}
