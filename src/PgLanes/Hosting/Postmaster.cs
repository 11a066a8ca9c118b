using System.Diagnostics;

namespace PgLanes.Hosting;

/// <summary>The server process of a data folder, as its <c>postmaster.pid</c> tells.</summary>
internal sealed record Postmaster(string DataFolder, int ProcessId, DateTime Started, int Port)
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_clockTolerance = TimeSpan.FromSeconds(5);

    public static string PidFileOf(string dataFolder) => Path.Combine(dataFolder, "postmaster.pid");

    /// <summary>Returns the running server of a data folder, or null. A process that merely has the recorded number is not one.</summary>
    public static Postmaster? Find(string dataFolder)
    {
        var file = PidFileOf(dataFolder);
        string[] lines;
        try
        {
            lines = File.ReadAllLines(file);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        if (lines.Length < 4) return null;
        if (!int.TryParse(lines[0], out var id) || !long.TryParse(lines[2], out var started)) return null;
        if (!int.TryParse(lines[3], out var port)) return null;
        var postmaster = new Postmaster(dataFolder, id, DateTimeOffset.FromUnixTimeSeconds(started).UtcDateTime, port);
        return postmaster.IsAlive() ? postmaster : null;
    }

    /// <summary>Whether the process is this data folder's server still. A process that ended but was not yet collected is not.</summary>
    public bool IsAlive()
    {
        try
        {
            if (OperatingSystem.IsLinux())
                return File.ReadAllText($"/proc/{ProcessId}/cmdline").Split('\0').Contains(DataFolder);
            using var process = Process.GetProcessById(ProcessId);
            return process.ProcessName == "postgres" && (process.StartTime.ToUniversalTime() - Started).Duration() < s_clockTolerance;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Ends the server: a fast shutdown, then an immediate one, then by force, ten seconds each at most.</summary>
    public async Task StopAsync(string binaryFolder)
    {
        foreach (var (signal, name) in new[] { (Unix.Interrupt, "INT"), (Unix.Quit, "QUIT") })
        {
            if (!OperatingSystem.IsWindows())
                Unix.Signal(ProcessId, signal);
            else if (PostgresBinaries.AreIn(binaryFolder))
                await SignalOnWindowsAsync(binaryFolder, name).ConfigureAwait(false);
            if (await HasEndedAsync().ConfigureAwait(false)) return;
        }
        KillProcess(ProcessId);
        KillStrays(DataFolder);
        if (!await HasEndedAsync().ConfigureAwait(false))
            throw new HostingException(
                $"The PostgreSQL server with process id {ProcessId} in {DataFolder} does not end. "
                + "End it by hand, then delete that folder.");
    }

    /// <summary>Ends processes that outlived a killed server. They are known by their working folder, which is the data folder.</summary>
    public static void KillStrays(string dataFolder)
    {
        if (!OperatingSystem.IsLinux()) return;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder), out var id) && WorkingFolderOf(id) == dataFolder)
                Unix.Signal(id, Unix.Kill);
    }

    private static string? WorkingFolderOf(int processId)
    {
        try
        {
            return new FileInfo($"/proc/{processId}/cwd").LinkTarget;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void KillProcess(int processId)
    {
        if (!OperatingSystem.IsWindows())
        {
            Unix.Signal(processId, Unix.Kill);
            return;
        }
        using var process = Process.GetProcessById(processId);
        process.Kill(entireProcessTree: true);
    }

    private Task<ChildResult> SignalOnWindowsAsync(string binaryFolder, string signal) => ChildProcess.RunPostgresAsync(
        PostgresBinaries.PathOf(binaryFolder, "pg_ctl"), ["kill", signal, $"{ProcessId}"], binaryFolder, CancellationToken.None);

    private async Task<bool> HasEndedAsync()
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < s_patience;)
        {
            if (!IsAlive()) return true;
            await Task.Delay(s_poll).ConfigureAwait(false);
        }
        return false;
    }
}
