using System.Diagnostics;
using Npgsql;
using PgLanes.Hosting;
using PgLanes.Sql;

namespace PgLanes.Tests;

/// <summary>A database of one test. No connection outlives the test.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly EmptiedDatabases? _home;
    private readonly TestDatabase? _owner;
    private readonly Dictionary<string, TestDatabase> _forRoles = [];

    private TestDatabase(PrivateServer server, string name, string connectionString, EmptiedDatabases? home, TestDatabase? owner)
    {
        (Server, Name, ConnectionString, _home, _owner) = (server, name, connectionString, home, owner);
        // As the tool's own connections are: no types but PostgreSQL's basic ones.
        var source = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = home != null }.ConnectionString);
        source.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        _source = source.Build();
    }

    public PrivateServer Server { get; }

    public string Name { get; }

    /// <summary>For connections that are not pooled.</summary>
    public string ConnectionString { get; }

    public static Task<TestDatabase> CreateAsync(PrivateServer server) => CreateAsync(server, home: null);

    /// <summary>A database that goes <paramref name="home"/> when disposed, with its connections, if it can be emptied. Not for tests that ask who is connected.</summary>
    internal static async Task<TestDatabase> CreateAsync(PrivateServer server, EmptiedDatabases? home)
    {
        var name = $"test_{Guid.NewGuid():N}";
        // Copying files takes the server half the time of what it would choose.
        var strategy = server.Version.Major < 15 ? "" : " STRATEGY file_copy";
        await OnServerAsync(server, $"CREATE DATABASE {Identifier.Quote(name)}{strategy}");
        var builder = new NpgsqlConnectionStringBuilder(server.ConnectionStringFor(name)) { Pooling = false, IncludeErrorDetail = true };
        return new TestDatabase(server, name, builder.ConnectionString, home, owner: null);
    }

    /// <summary>The same database for another role, which must be there; whichever is disposed first drops it. A database that is kept keeps the role's
    /// connections, too: a backend's first look at the catalogs takes longer than most cases.</summary>
    public TestDatabase As(string role, string password)
    {
        if (_forRoles.TryGetValue(role, out var known)) return known;
        var builder = new NpgsqlConnectionStringBuilder(ConnectionString) { Username = role, Password = password };
        return _forRoles[role] = new TestDatabase(Server, Name, builder.ConnectionString, _home, owner: this);
    }

    /// <summary>An open connection, which the caller disposes.</summary>
    public NpgsqlConnection Open()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>An open connection, which the caller disposes.</summary>
    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>An open connection without types of the database's own, which the caller disposes before this.</summary>
    internal ValueTask<NpgsqlConnection> RentAsync() => _source.OpenConnectionAsync();

    /// <summary>Runs a script of any statements, functions included, in one transaction: all of it or nothing.</summary>
    public async Task ExecuteAsync(string script)
    {
        await using var connection = await _source.OpenConnectionAsync();
        // The server splits the script: Npgsql would split a function with BEGIN ATOMIC in the middle.
        await RunAsync(connection, $"DO $pglanes_do$ BEGIN EXECUTE $pglanes_script${script}$pglanes_script$; END $pglanes_do$");
    }

    /// <summary>Runs a file as psql does, with COPY and psql's own commands; the first error ends it and is thrown.</summary>
    public async Task RunFileAsync(string path)
    {
        var start = new ProcessStartInfo("psql", ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", $"--file={path}", ForLibpq()])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var psql = Process.Start(start)!;
        var output = psql.StandardOutput.ReadToEndAsync();
        var errors = await psql.StandardError.ReadToEndAsync();
        await output;
        await psql.WaitForExitAsync();
        if (psql.ExitCode != 0) throw new InvalidOperationException($"psql ended with code {psql.ExitCode} on {path}: {errors}");
    }

    /// <summary>A URL for psql and pg_dump.</summary>
    public string ForLibpq()
    {
        var builder = new NpgsqlConnectionStringBuilder(ConnectionString);
        return $"postgres://{builder.Username}:{builder.Password}@{builder.Host}:{builder.Port}/{Name}";
    }

    /// <summary>Returns the first column of the first row; null and no row are the default of <typeparamref name="T"/>.</summary>
    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    /// <summary>Returns the first column of every row.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<T>();
        while (await reader.ReadAsync()) values.Add(reader.GetFieldValue<T>(0));
        return values;
    }

    public async ValueTask DisposeAsync()
    {
        if (_owner != null)
        {
            await _owner.DisposeAsync();
            return;
        }

        if (_home is { } home && await home.TryKeepAsync(this)) return;
        foreach (var other in _forRoles.Values) await other._source.DisposeAsync();
        await _source.DisposeAsync();
        await OnServerAsync(Server, $"DROP DATABASE IF EXISTS {Identifier.Quote(Name)} WITH (FORCE)");
    }

    private static async Task OnServerAsync(PrivateServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await RunAsync(connection, sql);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string statement)
    {
        // A command of a batch is sent as it is, unsplit.
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(statement) } };
        await batch.ExecuteNonQueryAsync();
    }
}
