using PgLanes;
using PgLanes.Inner;

[assembly: LevelOfParallelism(4)]

/// <summary>Two lanes for four workers. Outside any namespace, so that it is there for all tests.</summary>
[SetUpFixture]
public sealed class ShopLanes() : TestLanes(new LanePoolOptions { MaxLanes = 2, LeaseTimeout = TimeSpan.FromSeconds(60) })
{
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await ShopServer.StopAsync();
    }

    protected override Task<string> StartAsync(CancellationToken ct) => ShopServer.CreateDatabaseAsync("shop");
}
