namespace PgLanes.Tests;

/// <summary>Lanes that are made before anybody asks for them.</summary>
public sealed class BuildAheadTests(Servers servers)
{
    [Fact]
    public async Task Without_being_told_a_pool_makes_only_the_lanes_that_are_leased()
    {
        await using var database = await ShopAsync();
        await using var pool = await OpenAsync(database, ahead: 0);
        await (await pool.LeaseAsync(TestContext.Current.CancellationToken)).DisposeAsync();
        (await pool.GetStatusAsync(TestContext.Current.CancellationToken)).Select(lane => lane.Number).ShouldBe([1]);
    }

    [Fact]
    public async Task From_the_first_lease_on_the_lanes_for_others_are_made()
    {
        await using var database = await ShopAsync();
        await using var pool = await OpenAsync(database, ahead: 3);
        (await pool.GetStatusAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
        await using var lane = await pool.LeaseAsync(TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(
            "the lanes for others are not made",
            async () => (await pool.GetStatusAsync(TestContext.Current.CancellationToken)).Count(l => l is { State: LaneState.Ready, Fresh: true }) == 3);
    }

    [Fact]
    public async Task Closing_the_pool_ends_it_and_leaves_no_lane_half_made()
    {
        await using var database = await ShopAsync();
        var pool = await OpenAsync(database, ahead: 4);
        await (await pool.LeaseAsync(TestContext.Current.CancellationToken)).DisposeAsync();
        await pool.DisposeAsync();
        await using var next = await OpenAsync(database, ahead: 0);
        (await next.GetStatusAsync(TestContext.Current.CancellationToken)).ShouldAllBe(lane => lane.State == LaneState.Ready);
        (await next.VerifyAsync(ct: TestContext.Current.CancellationToken)).ShouldAllBe(proof => proof.IsIdentical);
    }

    [Fact]
    public async Task What_goes_wrong_there_is_thrown_by_the_next_lease_once()
    {
        await using var database = await ShopAsync();
        await database.ExecuteAsync("CREATE SCHEMA test_worker_2");
        await using var pool = await OpenAsync(database, ahead: 2);
        TemplateException? told = null;
        await Eventually.HoldsAsync("no lease tells what went wrong", async () =>
        {
            try
            {
                await (await pool.LeaseAsync(1, TestContext.Current.CancellationToken)).DisposeAsync();
            }
            catch (TemplateException exception)
            {
                told = exception;
            }

            return told is not null;
        });

        told.ShouldNotBeNull().ObjectName.ShouldBe("test_worker_2");
        await (await pool.LeaseAsync(1, TestContext.Current.CancellationToken)).DisposeAsync();
    }

    private static Task<LanePool> OpenAsync(TestDatabase database, int ahead) => LanePool.OpenAsync(
        database.ConnectionString, new LanePoolOptions { MaxLanes = 4, BuildAhead = ahead }, TestContext.Current.CancellationToken);

    private async Task<TestDatabase> ShopAsync()
    {
        var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        return database;
    }
}
