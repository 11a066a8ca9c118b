using Npgsql;

namespace PgLanes.Tests;

/// <summary>A role without any privilege but to create in one database and its schema public. Dropped with all it owns there.</summary>
internal sealed class PlainRole : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private PlainRole(TestDatabase database)
    {
        _database = database;
        Name = $"plain_{Guid.NewGuid():N}";
        ConnectionString = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = Name, Password = "plain" }.ConnectionString;
    }

    public string Name { get; }

    public string ConnectionString { get; }

    public static async Task<PlainRole> CreateAsync(TestDatabase database, bool mayCreateSchemas = true)
    {
        var role = new PlainRole(database);
        await database.ExecuteAsync($"CREATE ROLE {role.Name} LOGIN PASSWORD 'plain'; GRANT ALL ON SCHEMA public TO {role.Name};");
        if (mayCreateSchemas) await database.ExecuteAsync($"GRANT CREATE ON DATABASE {database.Name} TO {role.Name};");
        return role;
    }

    public async ValueTask DisposeAsync() => await _database.ExecuteAsync($"DROP OWNED BY {Name} CASCADE; DROP ROLE {Name};");
}
