using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using PgLanes.Hosting;

namespace PgLanes.Tests;

/// <summary>A PgBouncer before the server of a database, on a free port. It asks the server for passwords, so that it knows roles as they come and go.</summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Process _process;

    private PgBouncer(string folder, Process process, int port) => (_folder, _process, Port) = (folder, process, port);

    public int Port { get; }

    public static string? Program { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/usr/local/sbin").Select(folder => Path.Combine(folder, "pgbouncer")).FirstOrDefault(File.Exists);

    public static async Task<PgBouncer> StartAsync(TestDatabase database, string settings)
    {
        var server = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var port = FreePort();
        var folder = Directory.CreateTempSubdirectory("pglanes-bouncer-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "users.txt"), $"\"{server.Username}\" \"{server.Password}\"\n");
        var ini = Path.Combine(folder, "pgbouncer.ini");
        await File.WriteAllTextAsync(
            ini,
            $"""
            [databases]
            * = host={server.Host} port={server.Port} auth_user={server.Username}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = scram-sha-256
            auth_file = {folder}/users.txt
            auth_query = SELECT usename, passwd FROM pg_shadow WHERE usename = $1
            {settings}

            """);
        var account = ServerAccount.Current;
        if (account is not null)
        {
            using var chown = Process.Start("chown", ["-R", account.Name, folder]);
            await chown.WaitForExitAsync();
        }

        var start = account?.Wrap(Program!, [ini]) ?? new ProcessStartInfo(Program!, [ini]);
        start.UseShellExecute = false;
        start.WorkingDirectory = "/";
        start.RedirectStandardError = true;
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var bouncer = new PgBouncer(folder, process, port);
        for (var watch = Stopwatch.StartNew(); !await AnswersAsync(port); await Task.Delay(20))
        {
            if (watch.Elapsed < TimeSpan.FromSeconds(15) && !process.HasExited) continue;
            await bouncer.DisposeAsync();
            throw new InvalidOperationException("PgBouncer did not start.");
        }

        return bouncer;
    }

    /// <summary>Returns how a program reaches the database through it.</summary>
    public string Through(TestDatabase database) =>
        new NpgsqlConnectionStringBuilder(database.ConnectionString) { Host = "127.0.0.1", Port = Port }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
