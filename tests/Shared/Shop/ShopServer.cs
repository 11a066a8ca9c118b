using Npgsql;
using PgLanes.Hosting;

namespace PgLanes.Inner;

/// <summary>A private server with a small template, started when first asked for. It ends with this process.</summary>
internal static class ShopServer
{
    private static readonly Lazy<Task<PrivateServer>> _server = new(() => Task.Run(() => PrivateServer.StartAsync(new PrivateServerOptions
    {
        Version = (Environment.GetEnvironmentVariable("PGLANES_TEST_VERSIONS") is { Length: > 0 } versions ? versions : "15").Split(',')[0],
    })));

    /// <summary>Creates a database with two items in it, and returns its connection string.</summary>
    public static async Task<string> CreateDatabaseAsync(string name)
    {
        var server = await _server.Value;
        await ExecuteAsync(server.ConnectionString, $"CREATE DATABASE {name}");
        var database = server.ConnectionStringFor(name);
        await ExecuteAsync(
            database, "CREATE TABLE item (id bigint PRIMARY KEY, note text NOT NULL)", "INSERT INTO item VALUES (1, 'first'), (2, 'second')");
        return database;
    }

    public static async Task<T?> AskAsync<T>(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return (T?)await command.ExecuteScalarAsync();
    }

    /// <summary>Stops the server, where it was started.</summary>
    public static async Task StopAsync()
    {
        if (_server.IsValueCreated) await (await _server.Value).DisposeAsync();
    }

    private static async Task ExecuteAsync(string connectionString, params IEnumerable<string> statements)
    {
        await using var source = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        foreach (var statement in statements)
        {
            await using var command = source.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }
    }
}
