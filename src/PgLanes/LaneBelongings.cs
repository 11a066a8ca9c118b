using System.Collections.Concurrent;

namespace PgLanes;

/// <summary>What tests made of a leased lane and use again while this process holds it, such as a host under test: one of each type.</summary>
internal sealed class LaneBelongings
{
    private readonly ConcurrentDictionary<Lane, Dictionary<Type, object>> _all = new();

    /// <summary>Returns what is there of the type, or has it made; what could not be made is tried again by the next who asks.</summary>
    /// <param name="lane">A lane is one test's at a time, so that nobody else asks for one of the same.</param>
    /// <param name="make">Makes it.</param>
    public async Task<T> GetAsync<T>(Lane lane, Func<Task<T>> make)
        where T : class
    {
        var own = _all.GetOrAdd(lane, _ => []);
        lock (own)
        {
            if (own.TryGetValue(typeof(T), out var known)) return (T)known;
        }

        var made = await make().ConfigureAwait(false);
        lock (own) own.Add(typeof(T), made);
        return made;
    }

    /// <summary>Disposes what belongs to a lane, all of it, before the lane is returned.</summary>
    public async Task DisposeAsync(Lane lane)
    {
        if (!_all.TryRemove(lane, out var own)) return;
        var errors = new List<Exception>();
        foreach (var one in own.Values.Reverse())
        {
            try
            {
                if (one is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync().ConfigureAwait(false);
                else (one as IDisposable)?.Dispose();
            }
            catch (Exception exception)
            {
                errors.Add(exception);
            }
        }

        if (errors.Count > 0) throw new AggregateException($"What was made of lane {lane.Number} could not be disposed.", errors);
    }
}
