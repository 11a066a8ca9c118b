using Microsoft.EntityFrameworkCore;
using PgLanes;
using PgLanes.EntityFrameworkCore;
using PgLanes.Hosting;
using Shop;

namespace ShopCases;

/// <summary>The lanes of the shop, which the application's own migrations make, and the application in each of them.</summary>
public sealed class ShopLanes() : TestLanes(new LanePoolOptions { Schemas = ["shop"], MaxLanes = ShopSettings.Lanes }
    .EnsureMigrated<ShopContext>(options => options.UseNpgsql(ShopContext.Configure)))
{
    private PrivateServer? _server;

    /// <summary>A client of the application in a lane. The application stays for the next test that has the lane.</summary>
    public async Task<ShopClient> EnterAsync(Lane lane) =>
        new((await OncePerLaneAsync(lane, (own, _) => Task.FromResult(new ShopHost(own)))).CreateClient());

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }

    protected override async Task<string> StartAsync(CancellationToken ct)
    {
        if (ShopSettings.Server is { } server) return server;
        _server = await PrivateServer.StartAsync(new PrivateServerOptions(), ct);
        return _server.ConnectionStringFor("postgres");
    }
}
