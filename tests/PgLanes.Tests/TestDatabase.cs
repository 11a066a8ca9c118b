using System.Diagnostics;
using Npgsql;
using PgLanes.Hosting;
using PgLanes.Sql;

namespace PgLanes.Tests;

/// <summary>A database of one test. Connections are not pooled, so that nothing outlives the test.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private TestDatabase(PrivateServer server, string name)
    {
        (Server, Name) = (server, name);
        var builder = new NpgsqlConnectionStringBuilder(server.ConnectionStringFor(name)) { Pooling = false, IncludeErrorDetail = true };
        ConnectionString = builder.ConnectionString;
    }

    public PrivateServer Server { get; }

    public string Name { get; }

    public string ConnectionString { get; private init; }

    public static async Task<TestDatabase> CreateAsync(PrivateServer server)
    {
        var database = new TestDatabase(server, $"test_{Guid.NewGuid():N}");
        await OnServerAsync(server, $"CREATE DATABASE {Identifier.Quote(database.Name)}");
        return database;
    }

    /// <summary>The same database for another role, which must be there; whichever is disposed first drops it.</summary>
    public TestDatabase As(string role, string password) => new(Server, Name)
    {
        ConnectionString = new NpgsqlConnectionStringBuilder(ConnectionString) { Username = role, Password = password }.ConnectionString,
    };

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

    /// <summary>Runs a script of any statements, functions included, in one transaction: all of it or nothing.</summary>
    public async Task ExecuteAsync(string script)
    {
        await using var connection = await OpenAsync();
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
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    /// <summary>Returns the first column of every row.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<T>();
        while (await reader.ReadAsync()) values.Add(reader.GetFieldValue<T>(0));
        return values;
    }

    public async ValueTask DisposeAsync() => await OnServerAsync(Server, $"DROP DATABASE IF EXISTS {Identifier.Quote(Name)} WITH (FORCE)");

    private static async Task OnServerAsync(PrivateServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
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
