using PgLanes.Inner;

[assembly: Parallelize(Workers = 4, Scope = ExecutionScope.MethodLevel)]

namespace PgLanes.MSTest.Tests;

/// <summary>Two lanes for four workers.</summary>
public sealed class ShopLanes() : TestLanes(new LanePoolOptions { MaxLanes = 2, LeaseTimeout = TimeSpan.FromSeconds(60) })
{
    protected override Task<string> StartAsync(CancellationToken ct) => ShopServer.CreateDatabaseAsync("shop");
}

[TestClass]
public static class AssemblyEnd
{
    [AssemblyCleanup]
    public static async Task CloseAsync()
    {
        await TestLanes.Of<ShopLanes>().DisposeAsync();
        await ShopServer.StopAsync();
    }
}
