using Microsoft.EntityFrameworkCore;
using PgLanes.EntityFrameworkCore.Tests.App;
using PgLanes.Hosting;

namespace PgLanes.EntityFrameworkCore.Tests;

/// <summary>Lanes of a template that the migrations make: two for its schemas, and a server of one version that other tests use, too.</summary>
public abstract class ShopLanes(int version) : TestLanes(Shop)
{
    private readonly Lazy<Task<PrivateServer>> _server = new(() => Task.Run(() => PrivateServer.StartAsync(new PrivateServerOptions { Version = $"{version}", MaxConnections = 200 })));

    public static LanePoolOptions Shop { get; } = new LanePoolOptions { Schemas = ["app", "audit"], MaxLanes = 4 }
        .EnsureMigrated<ShopContext>(options => options.UseNpgsql(ShopContext.Configure));

    public async Task<string> CreateDatabaseAsync()
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
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        if (_server.IsValueCreated) await (await _server.Value).DisposeAsync();
    }

    protected override Task<string> StartAsync(CancellationToken ct) => CreateDatabaseAsync();
}
