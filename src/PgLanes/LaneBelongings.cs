namespace PgLanes;

/// <summary>What tests made of a leased lane and use again while this process holds it, such as a host under test: one of each type.</summary>
/// <param name="log">Is told what could not be disposed: the test that returns a lane need not be the one that used what belongs to it, and there may be none.</param>
internal sealed class LaneBelongings(LaneLog log)
{
    // How long a lane that goes back waits for what is still being made of it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Dictionary<Lane, List<Belonging>> _all = [];

    /// <summary>The error of whoever asks too early or too late.</summary>
    public static InvalidOperationException NotLeased(Lane lane) =>
        new($"Nothing is made of lane {lane.Number} ({lane.Name}): it was returned. Ask between the lease of the lane and its return; a test that timed out asks too late.");

    /// <summary>From now on something can be made of a lane.</summary>
    public void Open(Lane lane)
    {
        lock (_all) _all.Add(lane, []);
    }

    /// <summary>Returns what is there of the type, or has it made; what could not be made is tried again by the next who asks.</summary>
    /// <exception cref="InvalidOperationException">The lane is not leased, or was returned meanwhile.</exception>
    public async Task<T> GetAsync<T>(Lane lane, Func<Task<T>> make, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            Belonging? known;
            Task<object>? own = null;
            lock (_all)
            {
                if (!_all.TryGetValue(lane, out var belongings)) throw NotLeased(lane);
                known = belongings.Find(one => one.Type == typeof(T));
                // Not here, where others wait meanwhile.
                if (known is null) belongings.Add(new Belonging(typeof(T), own = Task.Run(() => MakeAsync(lane, belongings, make), CancellationToken.None)));
            }

            if (own is not null) return (T)await own.ConfigureAwait(false);
            // Whoever had it made is told why it failed; who waited meanwhile tries again.
            await Task.WhenAny(known!.Made).WaitAsync(cancellationToken).ConfigureAwait(false);
            if (known.Made.IsCompletedSuccessfully) return (T)await known.Made.ConfigureAwait(false);
        }
    }

    /// <summary>Disposes what belongs to a lane, all of it, the last one first; from then on nothing is made of the lane. Never throws.</summary>
    public async Task EndAsync(Lane lane)
    {
        List<Belonging>? belongings;
        lock (_all)
        {
            if (!_all.Remove(lane, out belongings)) return;
        }

        foreach (var one in belongings.AsEnumerable().Reverse())
        {
            // What is made only later finds that the lane is gone, and ends then.
            await Task.WhenAny(one.Made, Task.Delay(Patience)).ConfigureAwait(false);
            if (one.Made.IsCompletedSuccessfully) await EndAsync(lane, await one.Made.ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    /// <summary>Disposes one thing that was made of a lane, whole or half. Never throws.</summary>
    public async Task EndAsync(Lane lane, object made)
    {
        try
        {
            if (made is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync().ConfigureAwait(false);
            else (made as IDisposable)?.Dispose();
        }
        catch (Exception exception)
        {
            log.NotEnded(exception, lane.Number, lane.Name);
        }
    }

    private async Task<object> MakeAsync<T>(Lane lane, List<Belonging> belongings, Func<Task<T>> make)
        where T : class
    {
        T made;
        try
        {
            made = await make().ConfigureAwait(false);
        }
        catch
        {
            // EndAsync reads only the list of a lane that is not in _all any more.
            lock (_all)
                if (_all.ContainsKey(lane)) belongings.RemoveAll(one => one.Type == typeof(T));
            throw;
        }

        bool isLeased;
        lock (_all) isLeased = _all.ContainsKey(lane);
        if (isLeased) return made;
        await EndAsync(lane, made).ConfigureAwait(false);
        throw NotLeased(lane);
    }

    private sealed record Belonging(Type Type, Task<object> Made);
}
