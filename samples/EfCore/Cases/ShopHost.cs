using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PgLanes;
using PgLanes.EntityFrameworkCore;
using Shop;

namespace ShopCases;

/// <summary>The application in a lane.</summary>
public sealed class ShopHost(Lane lane) : WebApplicationFactory<Program>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
        .ConfigureLogging(logging => logging.ClearProviders())
        .ConfigureTestServices(services => services.ConfigureDbContext<ShopContext>(options => options.UseLane(lane)));
}
