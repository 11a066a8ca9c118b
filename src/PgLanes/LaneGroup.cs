using System.Runtime.ExceptionServices;

namespace PgLanes;

/// <summary>Lanes that are leased together, on one connection. Nobody else has them until the group is disposed, or this process ends.
/// What other processes that it started then still do in the lanes is ended by the next lease, as far as the server can tell.</summary>
public sealed class LaneGroup : IAsyncDisposable
{
    private readonly LaneLease _lease;

    internal LaneGroup(LaneLease lease) => _lease = lease;

    /// <summary>How programs reach the lanes, by number.</summary>
    public IReadOnlyList<LaneAddress> Lanes => _lease.Addresses;

    /// <summary>As <see cref="Lane.IsStale"/>, of all the lanes.</summary>
    public bool IsStale => _lease.IsStale;

    /// <summary>Puts all the lanes back to their baseline, one after the other; each as <see cref="Lane.ResetAsync"/>.</summary>
    /// <exception cref="LaneException">A lane could not be reset, as of <see cref="Lane.ResetAsync"/>; the others were, unless the connection that holds them broke.
    /// Where several could not, it is a <see cref="LaneException"/> that names each, with an <see cref="AggregateException"/> of them inside.</exception>
    public async Task<IReadOnlyList<LaneReset>> ResetAsync(CancellationToken ct = default)
    {
        var resets = new List<LaneReset>();
        var failures = new List<LaneException>();
        foreach (var lane in Lanes)
        {
            try
            {
                resets.Add(await _lease.ResetAsync(lane.Number, ct).ConfigureAwait(false));
            }
            catch (LaneException exception)
            {
                failures.Add(exception);
                if (!_lease.IsHeld) break;
            }
        }

        if (failures.Count == 1) ExceptionDispatchInfo.Throw(failures[0]);
        return failures.Count == 0
            ? resets
            : throw new LaneException(string.Join('\n', failures.Select(failure => failure.Message)), new AggregateException(failures));
    }

    /// <summary>Has the server count at once what was done to lease the lanes, so that it is not taken for somebody else's later.</summary>
    internal Task FlushCountsAsync(CancellationToken cancellationToken) => _lease.FlushCountsAsync(cancellationToken);

    /// <summary>Returns for each lane a text that is another one after each reset that put something back, whoever asked for it.</summary>
    internal Task<IReadOnlyDictionary<int, string>> ReadResetTracesAsync(CancellationToken cancellationToken) => _lease.ReadResetTracesAsync(cancellationToken);

    /// <summary>Returns the lanes. Bounded: 15 seconds at most.</summary>
    /// <exception cref="LaneLostException">The connection that held the lanes broke, and nothing has said so before.</exception>
    public ValueTask DisposeAsync() => _lease.DisposeAsync();
}
