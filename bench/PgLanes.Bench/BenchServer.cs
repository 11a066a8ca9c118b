using System.Diagnostics;
using Npgsql;
using PgLanes.Hosting;

namespace PgLanes.Bench;

/// <summary>The private server that all figures of a run come from, with the psql and pg_dump beside it.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Durable = new(StringComparer.Ordinal)
    {
        ["fsync"] = "on",
        ["synchronous_commit"] = "on",
        ["full_page_writes"] = "on",
    };

    private readonly PrivateServer _server;
    private readonly string _binaries;

    private BenchServer(PrivateServer server, string binaries, bool durable) => (_server, _binaries, IsDurable) = (server, binaries, durable);

    public Version Version => _server.Version;

    /// <summary>Whether the server writes as safely as PostgreSQL does unless it is told otherwise.</summary>
    public bool IsDurable { get; }

    /// <param name="maxConnections">The server's <c>max_connections</c>.</param>
    /// <param name="durable">Whether to leave what private servers turn off for speed as PostgreSQL has it, as most servers of a team do.</param>
    public static async Task<BenchServer> StartAsync(int maxConnections, bool durable)
    {
        var options = new PrivateServerOptions
        {
            Version = "15",
            MaxConnections = maxConnections,
            Settings = durable ? Durable : new Dictionary<string, string>(),
        };
        return new BenchServer(await PrivateServer.StartAsync(options), (await PostgresBinaries.FindAsync(options)).Folder, durable);
    }

    public string ConnectionString(string database) => _server.ConnectionStringFor(database);

    public async Task LoadAsync(string database, TemplateSource source)
    {
        await ExecuteAsync("postgres", $"CREATE DATABASE {database}");
        await PsqlAsync(database, await source.ScriptAsync());
        await ExecuteAsync(database, "VACUUM ANALYZE");
    }

    public async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = await OpenAsync(database);
        await ExecuteAsync(connection, sql);
    }

    public async Task<NpgsqlConnection> OpenAsync(string database)
    {
        var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false;Command Timeout=300");
        await connection.OpenAsync();
        return connection;
    }

    public static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public Task<string> DumpAsync(string database) => ProgramAsync("pg_dump", database, ["--schema-only"], "");

    public Task PsqlAsync(string database, string script) =>
        ProgramAsync("psql", database, ["--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1"], script);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<string> ProgramAsync(string program, string database, IEnumerable<string> arguments, string input)
    {
        var connection = new NpgsqlConnectionStringBuilder(ConnectionString(database));
        var start = new ProcessStartInfo(Path.Combine(_binaries, program), arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["PGHOST"] = connection.Host;
        start.Environment["PGPORT"] = $"{connection.Port}";
        start.Environment["PGUSER"] = connection.Username;
        start.Environment["PGPASSWORD"] = connection.Password;
        start.Environment["PGDATABASE"] = database;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
