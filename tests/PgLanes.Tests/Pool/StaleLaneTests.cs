namespace PgLanes.Tests;

/// <summary>Who holds a lane learns that its template changed, while the lane stays as it was made.</summary>
public sealed class StaleLaneTests(Servers servers)
{
    [Theory]
    [InlineData(LaneKind.Schema)]
    [InlineData(LaneKind.Database)]
    public async Task The_holder_of_a_lane_is_told_once_another_pool_finds_the_template_changed(LaneKind kind)
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        using var log = new LogLines();
        var options = new LanePoolOptions { MaxLanes = 2, Kind = kind, NameFormat = $"{database.Name}_{{0}}" };
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, options with { LoggerFactory = log });
        await pool.EnsureAsync(2);
        await using (var lane = await pool.LeaseAsync(1))
        {
            await LeaseSecondAsync(database, options);
            await lane.ResetAsync();
            lane.IsStale.ShouldBeFalse("the other pool found the template as it was");
            await database.ScalarAsync<int>("INSERT INTO notes (body) VALUES ('new')");
            await LeaseSecondAsync(database, options);
            await Eventually.HoldsAsync("nobody told the holder", () => Task.FromResult(lane.IsStale));
            log.Warnings.Count(line => line.Contains($"Lane 1 ({lane.Name}) is stale", StringComparison.Ordinal)).ShouldBe(1);
            await lane.ResetAsync();
            (await lane.DataSource.CreateCommand("SELECT count(*) FROM notes").ExecuteScalarAsync()).ShouldBe(0L);
        }

        await using var other = await LanePool.OpenAsync(database.ConnectionString, options);
        await using (var again = await other.LeaseAsync(1))
        {
            again.IsStale.ShouldBeFalse();
            (await again.DataSource.CreateCommand("SELECT count(*) FROM notes").ExecuteScalarAsync()).ShouldBe(1L);
        }

        await other.DropAsync();
    }

    private static async Task LeaseSecondAsync(TestDatabase database, LanePoolOptions options)
    {
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, options);
        await using var lane = await pool.LeaseAsync(2);
    }
}
