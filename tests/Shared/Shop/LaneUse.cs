using System.Collections.Concurrent;

namespace PgLanes.Inner;

/// <summary>What each of many parallel tests does: it uses a lane as if nobody else was there, and finds out if somebody is.</summary>
internal static class LaneUse
{
    private static readonly ConcurrentDictionary<string, string> _users = new();
    private static readonly TaskCompletionSource _second = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private static int _started;

    public static async Task TryAsync(Lane lane, string test)
    {
        if (!_users.TryAdd(lane.Name, test)) throw new InvalidOperationException($"{lane.Name} is used by {_users.GetValueOrDefault(lane.Name)}.");
        await using (var insert = lane.DataSource.CreateCommand("INSERT INTO item VALUES (7, 'mine')")) await insert.ExecuteNonQueryAsync();
        await Task.Delay(20);
        await using var count = lane.DataSource.CreateCommand("SELECT count(*) FROM item");
        var items = await count.ExecuteScalarAsync();
        if (items is not 3L) throw new InvalidOperationException($"{lane.Name} has {items} items instead of 3.");
        if (!_users.TryRemove(lane.Name, out _)) throw new InvalidOperationException($"{lane.Name} was not in use.");
    }

    /// <summary>Holds the first test of the process until there is a second beside it: without that, nothing ran in parallel.</summary>
    public static Task MeetAsync()
    {
        var number = Interlocked.Increment(ref _started);
        if (number == 1) return _second.Task.WaitAsync(TimeSpan.FromSeconds(150));
        _second.TrySetResult();
        return Task.CompletedTask;
    }
}
