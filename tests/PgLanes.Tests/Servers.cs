using System.Collections.Concurrent;
using PgLanes.Hosting;

[assembly: AssemblyFixture(typeof(PgLanes.Tests.Servers))]

namespace PgLanes.Tests;

/// <summary>One private server for each major version, started when the first test asks, stopped when the last test is done.</summary>
public sealed class Servers : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, Lazy<Task<PrivateServer>>> _servers = new();
    private readonly ConcurrentDictionary<int, EmptiedDatabases> _emptied = new();

    /// <summary>The versions that every test of the engine runs on; PGLANES_TEST_VERSIONS (comma separated) names others.</summary>
    public static IReadOnlyList<int> Versions { get; } =
        [.. (Environment.GetEnvironmentVariable("PGLANES_TEST_VERSIONS") is { Length: > 0 } text ? text : "15,14,16,17,18")
            .Split(',').Select(int.Parse)];

    /// <summary>The versions as the rows of a theory: <c>[MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]</c>.</summary>
    public static TheoryData<int> Rows => [.. Versions];

    /// <summary>The oldest and the newest of them, for tests of what does not hang on what a server can store.</summary>
    public static TheoryData<int> Ends => [.. new[] { Versions.Min(), Versions.Max() }.Distinct()];

    /// <summary>The server of a major version.</summary>
    public Task<PrivateServer> GetAsync(int majorVersion) => _servers.GetOrAdd(majorVersion, StartOnce).Value;

    /// <summary>The server of the first version.</summary>
    public Task<PrivateServer> GetAsync() => GetAsync(Versions[0]);

    /// <summary>A new, empty database under a name of its own; dropped when disposed.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync(int majorVersion) => await TestDatabase.CreateAsync(await GetAsync(majorVersion));

    /// <summary>A new, empty database on the server of the first version.</summary>
    public Task<TestDatabase> CreateDatabaseAsync() => CreateDatabaseAsync(Versions[0]);

    /// <summary>An empty database, which another test may have emptied; emptied again when disposed.</summary>
    internal async Task<TestDatabase> TakeDatabaseAsync(int majorVersion)
    {
        var emptied = _emptied.GetOrAdd(majorVersion, _ => new EmptiedDatabases());
        return emptied.Take() ?? await TestDatabase.CreateAsync(await GetAsync(majorVersion), emptied);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values.Where(server => server.IsValueCreated))
            if (server.Value.IsCompletedSuccessfully)
                await (await server.Value).DisposeAsync();
    }

    private static Lazy<Task<PrivateServer>> StartOnce(int majorVersion) =>
        new(() => Task.Run(() => PrivateServer.StartAsync(new PrivateServerOptions { Version = $"{majorVersion}", MaxConnections = 300 })));
}
