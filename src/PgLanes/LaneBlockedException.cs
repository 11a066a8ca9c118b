namespace PgLanes;

/// <summary>Other sessions held locks in a lane for longer than <see cref="LanePoolOptions.ResetTimeout"/>. Nothing was changed. A lane
/// that was leased is quarantined, and made anew at its next lease; one that was about to be leased stays as it is.</summary>
public sealed class LaneBlockedException : LaneException
{
    /// <inheritdoc cref="LaneException(string)" />
    public LaneBlockedException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="LaneException(string, Exception)" />
    public LaneBlockedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Who held the locks, by pid.</summary>
    public IReadOnlyList<LaneBlocker> Blockers { get; init; } = [];
}

/// <summary>A session that holds locks in a lane, as the server knows it.</summary>
/// <param name="Pid">The process id of the session on the server; 0 for a prepared transaction.</param>
/// <param name="Application">The client's <c>application_name</c>.</param>
/// <param name="State">Such as <c>idle in transaction</c>; null where the server does not tell.</param>
/// <param name="Relation">The table, view or sequence that the lock is on; null where it holds none in the lane.</param>
/// <param name="Lock">The lock's mode, as <c>pg_locks</c> names it; null where it holds none in the lane.</param>
/// <param name="Duration">How long its transaction has been open.</param>
public sealed record LaneBlocker(int Pid, string Application, string? State, string? Relation, string? Lock, TimeSpan Duration)
{
    internal string Describe()
    {
        var who = Pid == 0 ? "a prepared transaction" : $"pid {Pid} (\"{Application}\")";
        var what = Relation is null ? "a lock" : $"a lock ({Lock}) on {Relation}";
        return $"{who} has held {what} for {Duration.TotalSeconds:0} s{(State is null ? "" : ", " + State)}";
    }
}
