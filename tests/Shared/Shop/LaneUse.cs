using System.Collections.Concurrent;

namespace PgLanes.Inner;

/// <summary>What each of many parallel tests does: it uses a lane as if nobody else was there, and finds out if somebody is.</summary>
internal static class LaneUse
{
    private static readonly ConcurrentDictionary<string, string> _users = new();

    public static async Task TryAsync(Lane lane, string test)
    {
        _users.TryAdd(lane.Name, test).ShouldBeTrue($"{lane.Name} is used by {_users.GetValueOrDefault(lane.Name)}");
        await using (var insert = lane.DataSource.CreateCommand("INSERT INTO item VALUES (7, 'mine')")) await insert.ExecuteNonQueryAsync();
        await Task.Delay(20);
        await using var count = lane.DataSource.CreateCommand("SELECT count(*) FROM item");
        (await count.ExecuteScalarAsync()).ShouldBe(3L);
        _users.TryRemove(lane.Name, out _).ShouldBeTrue();
    }
}
