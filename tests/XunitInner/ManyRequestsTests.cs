using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PgLanes.EntityFrameworkCore;
using PgLanes.Xunit;

namespace XunitInner.Documented;

/// <summary>What docs/dotnet/aspnetcore.md shows as statements.</summary>
public sealed class ManyRequestsTests : LaneTest<ShopLanes>
{
    [Fact]
    public async Task Requests_run_at_once_in_one_lane()
    {
        var (lane, cancellationToken) = (Lane, TestContext.Current.CancellationToken);
        await using var host = new WebApplicationFactory<Program>().WithWebHostBuilder(web => web.ConfigureTestServices(services =>
            services.ConfigureDbContext<ShopContext>(options => options.UseLane(lane))));
        using var client = host.CreateClient();
        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(id => client.GetAsync($"/orders/{id}", cancellationToken)));

        Assert.All(answers, answer => Assert.True(answer.IsSuccessStatusCode));
    }
}
