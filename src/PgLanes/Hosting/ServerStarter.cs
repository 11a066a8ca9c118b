using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace PgLanes.Hosting;

/// <summary>Starts the server of a prepared data folder, apart from the terminal and the process that asks for it.</summary>
internal static class ServerStarter
{
    public const string Host = "127.0.0.1";
    private const int PortAttempts = 10;
    private const int LogLinesShown = 20;
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns once the server accepts logins; throws with the last lines of its log otherwise.</summary>
    public static async Task<Postmaster> StartAsync(
        ServerFolder folder, PostgresBinaries binaries, PrivateServerOptions options, string password, CancellationToken cancellationToken,
        Func<int>? findPort = null)
    {
        var seconds = $"{Math.Ceiling(options.StartTimeout.TotalSeconds)}";
        options.Progress?.Report(new HostingProgress($"Starting PostgreSQL {binaries.Version}", null));
        for (var attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var port = (findPort ?? FindFreePort)();
            DataFolder.Configure(folder, port, options);
            File.Delete(folder.Log);
            // Not cancelled midway: a server that has been forked but has not yet written its process id could not be found again.
            var result = await ChildProcess.RunPostgresAsync(
                binaries.PathOf("pg_ctl"),
                ["start", "--silent", "--wait", "--timeout", seconds, "--pgdata", folder.Data, "--log", folder.Log],
                folder.Run,
                CancellationToken.None).ConfigureAwait(false);
            if (result.ExitCode == 0 && Postmaster.Find(folder.Data) is { } postmaster)
            {
                await CheckLoginAsync(folder, port, password, options, cancellationToken).ConfigureAwait(false);
                return postmaster;
            }
            var log = LastLinesOf(folder.Log);
            if (attempt < PortAttempts && WasPortTaken(log)) continue;
            throw new HostingException(
                $"PostgreSQL {binaries.Version} from {binaries.Folder} did not start (StartTimeout is {seconds} s): {result.AllOutput}\n"
                + $"The last lines of its log:\n{log}");
        }
    }

    public static string ConnectionString(int port, string password, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = Host,
        Port = port,
        Username = "postgres",
        Password = password,
        Database = database,
    }.ConnectionString;

    public static async Task CheckLoginAsync(
        ServerFolder folder, int port, string password, PrivateServerOptions options, CancellationToken cancellationToken)
    {
        var builder = new NpgsqlConnectionStringBuilder(ConnectionString(port, password, "postgres"))
        {
            Pooling = false,
            Timeout = (int)Math.Clamp(Math.Ceiling(options.StartTimeout.TotalSeconds), 1, 1024),
        };
        for (var clock = Stopwatch.StartNew(); ;)
        {
            var connection = new NpgsqlConnection(builder.ConnectionString);
            await using var closing = connection.ConfigureAwait(false);
            try
            {
                await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                // It answers; that its users have all its connections is for them to see.
                return;
            }
            catch (NpgsqlException error) when (!error.IsTransient || clock.Elapsed > options.StartTimeout)
            {
                throw new HostingException(
                    $"The PostgreSQL server in {folder.Data} runs but refuses a login: {error.Message}\n"
                    + $"The last lines of its log:\n{LastLinesOf(folder.Log)}",
                    error);
            }
            catch (NpgsqlException)
            {
                // It recovers from a crash of one of its processes, which is soon over.
                await Task.Delay(s_poll, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    internal static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool WasPortTaken(string log) =>
        log.Contains("could not create any TCP/IP sockets", StringComparison.Ordinal)
        || log.Contains("could not bind", StringComparison.Ordinal);

    private static string LastLinesOf(string file) =>
        File.Exists(file) ? string.Join('\n', File.ReadLines(file).TakeLast(LogLinesShown)) : "(there is no log)";
}
