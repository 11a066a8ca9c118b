using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using PgLanes;
using PgLanes.Xunit;
using Xunit;

[assembly: AssemblyFixture(typeof(ShopLanes))]

public sealed class ShopLanes() : TestLanes(Environment.GetEnvironmentVariable("SHOP_DATABASE") ?? "Host=localhost;Database=shop");

public sealed class ShopHost(ShopLanes lanes) : LaneFixture<ShopLanes>(lanes)
{
    private WebApplicationFactory<Program>? _host;

    public HttpClient CreateClient() => _host!.CreateClient();

    protected override ValueTask OnLeasedAsync(Lane lane, CancellationToken ct)
    {
        _host = new WebApplicationFactory<Program>().WithWebHostBuilder(web => web.UseSetting("ConnectionStrings:Shop", lane.ConnectionString));
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask OnReturningAsync(Lane lane)
    {
        if (_host is not null) await _host.DisposeAsync();
    }
}

public sealed class CountryApiTests : LaneTest<ShopLanes, ShopHost>
{
    [Fact]
    public async Task A_country_can_be_added()
    {
        using var client = Fixture.CreateClient();
        using var answer = await client.PostAsJsonAsync("/countries", new { Code = "IT", Name = "Italy" }, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
