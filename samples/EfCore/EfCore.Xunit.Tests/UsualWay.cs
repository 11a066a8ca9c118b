using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PgLanes.Hosting;
using Shop;
using ShopCases;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(EfCore.Xunit.Tests.UsualWay))]
[assembly: CollectionBehavior(typeof(EfCore.Xunit.Tests.ShopCollections))]

namespace EfCore.Xunit.Tests;

/// <summary>
/// The tests without lanes, for comparison (<c>SHOP_LANES=0</c>): one database for all, so one test at a time, and before each all tables are
/// truncated and the seeds put back.
/// </summary>
public sealed class UsualWay : IAsyncDisposable
{
    private PrivateServer? _server;
    private NpgsqlDataSource? _source;
    private Host? _host;
    private Task<string>? _start;

    public async Task<ShopClient> StartTestAsync()
    {
        // Once, also where it fails.
        var reset = await (_start ??= StartAsync());
        await using var command = _source!.CreateCommand(reset);
        await command.ExecuteNonQueryAsync();
        return new ShopClient(_host!.CreateClient());
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        if (_source is not null) await _source.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }

    // Returns the statements that put the database back.
    private async Task<string> StartAsync()
    {
        if (ShopSettings.Server is null) _server = await PrivateServer.StartAsync(new PrivateServerOptions());
        var database = ShopSettings.Server ?? _server!.ConnectionStringFor("postgres");
        _source = NpgsqlDataSource.Create(database);
        _host = new Host(database);
        await using var scope = _host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ShopContext>().Database.MigrateAsync();
        await using var prepare = _source.CreateCommand(
            """
            CREATE SCHEMA IF NOT EXISTS seeds;
            CREATE TABLE IF NOT EXISTS seeds.country AS TABLE shop.country;
            CREATE TABLE IF NOT EXISTS seeds.currency AS TABLE shop.currency;
            CREATE TABLE IF NOT EXISTS seeds.tax_rate AS TABLE shop.tax_rate;
            CREATE TABLE IF NOT EXISTS seeds."Products" AS TABLE shop."Products";
            """);
        await prepare.ExecuteNonQueryAsync();
        await using var tables = _source.CreateCommand(
            "SELECT string_agg(format('shop.%I', tablename), ', ') FROM pg_tables WHERE schemaname = 'shop' AND tablename <> '__EFMigrationsHistory'");
        return
            $"""
            TRUNCATE {await tables.ExecuteScalarAsync()} RESTART IDENTITY CASCADE;
            ALTER SEQUENCE shop.order_number RESTART;
            INSERT INTO shop.country TABLE seeds.country;
            INSERT INTO shop.currency TABLE seeds.currency;
            INSERT INTO shop.tax_rate TABLE seeds.tax_rate;
            INSERT INTO shop."Products" TABLE seeds."Products";
            """;
    }

    private sealed class Host(string database) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
            .ConfigureLogging(logging => logging.ClearProviders())
            .UseSetting("ConnectionStrings:Shop", database);
    }
}

/// <summary>A collection for each class, so that classes run in parallel; the usual way, one for all.</summary>
public sealed class ShopCollections(IXunitTestAssembly assembly) : IXunitTestCollectionFactory
{
    private readonly IXunitTestCollectionFactory _factory = ShopSettings.IsUsualWay
        ? new CollectionPerAssemblyTestCollectionFactory(assembly)
        : new CollectionPerClassTestCollectionFactory(assembly);

    public string DisplayName => _factory.DisplayName;

    public IXunitTestCollection Get(Type testClass) => _factory.Get(testClass);
}
