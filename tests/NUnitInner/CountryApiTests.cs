using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using PgLanes;
using PgLanes.EntityFrameworkCore;
using PgLanes.NUnit;

[SetUpFixture]
public sealed class ShopLanes() : TestLanes(Environment.GetEnvironmentVariable("SHOP_DATABASE") ?? "Host=localhost;Database=shop");

public sealed class ShopHost : LaneFixture<ShopLanes>
{
    private WebApplicationFactory<Program>? _host;

    public HttpClient CreateClient() => _host!.CreateClient();

    protected override ValueTask OnLeasedAsync(Lane lane, CancellationToken ct)
    {
        _host = new WebApplicationFactory<Program>().WithWebHostBuilder(web => web.ConfigureTestServices(services =>
            services.ConfigureDbContext<ShopContext>(options => options.UseLane(lane))));
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask OnReturningAsync(Lane lane)
    {
        if (_host is not null) await _host.DisposeAsync();
    }
}

[Parallelizable(ParallelScope.All)]
public sealed class CountryApiTests : LaneTest<ShopLanes, ShopHost>
{
    [Test]
    public async Task Countries_are_listed()
    {
        using var client = Fixture.CreateClient();
        Assert.That(await client.GetStringAsync("/countries"), Does.Contain("Poland"));
    }
}
