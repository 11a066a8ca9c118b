using System.Security.Cryptography;
using System.Text;
using PgLanes.Sql;

namespace PgLanes.Hosting;

/// <summary>Creates and configures the data of a server.</summary>
internal static class DataFolder
{
    private const string SettingsFile = "pglanes.conf";

    public static string NewPassword() => Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    /// <summary>Runs initdb: about half a second. The result depends on nothing of the machine's locale or time zone.</summary>
    public static async Task CreateAsync(
        ServerFolder folder, PostgresBinaries binaries, string password, CancellationToken cancellationToken)
    {
        var passwordFile = Path.Combine(folder.Run, "password");
        try
        {
            WriteForAccount(passwordFile, password);
            var result = await ChildProcess.RunPostgresAsync(
                binaries.PathOf("initdb"),
                ["--pgdata", folder.Data, "--username", "postgres", "--pwfile", passwordFile, "--auth", "scram-sha-256",
                    "--encoding", "UTF8", "--locale", "C", "--text-search-config", "english", "--no-sync", "--no-instructions"],
                folder.Run,
                cancellationToken).ConfigureAwait(false);
            if (result.ExitCode != 0)
                throw new HostingException($"initdb of PostgreSQL {binaries.Version} in {binaries.Folder} failed: {result.AllOutput}");
        }
        finally
        {
            File.Delete(passwordFile);
        }
        await File.AppendAllTextAsync(
            Path.Combine(folder.Data, "postgresql.conf"), $"\ninclude '{SettingsFile}'\n", cancellationToken).ConfigureAwait(false);
    }

    public static void Configure(ServerFolder folder, int port, PrivateServerOptions options)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["fsync"] = "off",
            ["synchronous_commit"] = "off",
            ["full_page_writes"] = "off",
            ["max_wal_size"] = "1GB",
            ["checkpoint_timeout"] = "30min",
            ["jit"] = "off",
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["max_connections"] = $"{options.MaxConnections}",
            // A lane of a few hundred tables and indexes is made and dropped in one transaction.
            ["max_locks_per_transaction"] = "256",
        };
        // A container's /dev/shm is often too small for parallel queries, and keeps what a killed server leaves.
        if (!OperatingSystem.IsWindows()) settings["dynamic_shared_memory_type"] = "mmap";
        foreach (var (name, value) in options.Settings) settings[name] = value;
        settings["port"] = $"{port}";
        settings["listen_addresses"] = ServerStarter.Host;
        settings["unix_socket_directories"] = folder.Socket is { } socket ? Identifier.Quote(socket) : "";
        var text = new StringBuilder();
        foreach (var (name, value) in settings) text.Append(name).Append(" = ").Append(Quote(value)).Append('\n');
        WriteForAccount(Path.Combine(folder.Data, SettingsFile), text.ToString());
    }

    private static void WriteForAccount(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(path, options)) writer.Write(text);
        if (ServerAccount.Current is { } account) Unix.GiveTo(path, account.UserId, account.GroupId);
    }

    private static string Quote(string value) =>
        $"'{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";
}
