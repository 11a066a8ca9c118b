using System.Diagnostics;
using Npgsql;
using PgLanes.Cli.Output;
using PgLanes.Cli.Settings;
using PgLanes.Leasing;
using Spectre.Console;

namespace PgLanes.Cli.Running;

/// <summary>The command that fills an empty template.</summary>
internal sealed class MigrationCommand(string command, LaneSettings settings, Screen screen)
{
    private const int LastLines = 20;
    private static readonly TimeSpan s_outputGrace = TimeSpan.FromSeconds(2);

    /// <summary>Would win over the variables that are set, or change what a session does.</summary>
    private static readonly string[] s_unwanted = ["PGSERVICE", "PGHOSTADDR", "PGOPTIONS", "PGPASSFILE", "PGSSLMODE"];

    private readonly Queue<string> _lines = new();

    /// <summary>Whether the command was begun and did not come to a good end: the template may be half made.</summary>
    public bool IsIncomplete { get; private set; }

    /// <exception cref="TemplateException">The command failed; its exit code and last lines are in the message.</exception>
    public async Task RunAsync(string connectionString, CancellationToken cancellationToken)
    {
        IsIncomplete = true;
        var server = ConnectionText.Parse(connectionString);
        screen.Messages.WriteLine($"Migrating {server.Database}: {Hide(command, server.Password)}");
        using var process = Process.Start(Describe(server))!;
        // It would go on without the lock that keeps a second one from beginning.
        using var guardian = Guardian.Over(process.Id);
        process.StandardInput.Close();
        var reading = Task.WhenAll(KeepLinesAsync(process.StandardOutput), KeepLinesAsync(process.StandardError));
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        // A daemon that the command left behind may hold its output open: the end of the command counts.
        await Task.WhenAny(reading, Task.Delay(s_outputGrace, CancellationToken.None));
        if (process.ExitCode != 0) throw new TemplateException(Describe(process.ExitCode, server.Password));
        IsIncomplete = false;
    }

    private ProcessStartInfo Describe(NpgsqlConnectionStringBuilder server)
    {
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd.exe", ["/d", "/s", "/c", command]) : new ProcessStartInfo("/bin/sh", ["-c", command]);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.UseShellExecute = false;
        foreach (var name in s_unwanted) start.Environment.Remove(name);
        start.Environment["DATABASE_URL"] = AddressBook.Url(server);
        start.Environment["PGHOST"] = server.Host;
        start.Environment["PGPORT"] = $"{server.Port}";
        start.Environment["PGUSER"] = server.Username;
        start.Environment["PGPASSWORD"] = server.Password ?? "";
        start.Environment["PGDATABASE"] = server.Database;
        return start;
    }

    private async Task KeepLinesAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_lines)
            {
                _lines.Enqueue(line);
                if (_lines.Count > LastLines) _lines.Dequeue();
            }
        }
    }

    private string Hide(string text, string? password) => Passwords.Hide(Passwords.Hide(text, password), settings);

    private string Describe(int exitCode, string? password)
    {
        string lines;
        lock (_lines) lines = string.Join("\n  ", _lines);
        // The command was given the password, and may have printed it.
        lines = Hide(lines, password);
        return $"The migrate command `{Hide(command, password)}` ended with exit code {exitCode}, so no lane was made; mend it and try again. "
            + (lines.Length == 0 ? "It printed nothing." : $"Its last lines:\n  {lines}");
    }
}
