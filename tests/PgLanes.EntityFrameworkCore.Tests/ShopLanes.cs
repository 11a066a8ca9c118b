using Microsoft.EntityFrameworkCore;
using PgLanes.EntityFrameworkCore.Tests.App;
using PgLanes.Hosting;

[assembly: AssemblyFixture(typeof(PgLanes.EntityFrameworkCore.Tests.ShopLanes))]

namespace PgLanes.EntityFrameworkCore.Tests;

/// <summary>Lanes of a template that the migrations make: two for its schemas, and a server that other tests use, too.</summary>
public sealed class ShopLanes() : TestLanes(Options)
{
    private static readonly Lazy<Task<PrivateServer>> _server = new(() => Task.Run(() => PrivateServer.StartAsync(new PrivateServerOptions
    {
        Version = (Environment.GetEnvironmentVariable("PGLANES_TEST_VERSIONS") is { Length: > 0 } versions ? versions : "15").Split(',')[0],
        MaxConnections = 200,
    })));

    public static LanePoolOptions Options { get; } = new LanePoolOptions { Schemas = ["app", "audit"], MaxLanes = 4 }
        .EnsureMigrated<ShopContext>(options => options.UseNpgsql(ShopContext.Configure));

    public static async Task<string> CreateDatabaseAsync()
    {
        var server = await _server.Value;
        var name = $"shop_{Guid.NewGuid():N}";
        await using var source = Npgsql.NpgsqlDataSource.Create(server.ConnectionString + ";Pooling=false");
        await using var create = source.CreateCommand($"CREATE DATABASE {name}");
        await create.ExecuteNonQueryAsync();
        return server.ConnectionStringFor(name);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_server.IsValueCreated) await (await _server.Value).DisposeAsync();
    }

    protected override Task<string> StartAsync(CancellationToken ct) => CreateDatabaseAsync();
}
