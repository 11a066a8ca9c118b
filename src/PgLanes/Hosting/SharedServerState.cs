using System.Text.Json;

namespace PgLanes.Hosting;

/// <summary>
/// What is kept about a shared server. It is written once its data are complete: a folder without it holds nothing of worth.
/// </summary>
internal sealed record SharedServerState(string Password, Version Version, string BinaryFolder, string Boot)
{
    private const string FileName = "server.json";
    private static readonly TimeSpan s_clockTolerance = TimeSpan.FromMinutes(1);

    public static SharedServerState? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<SharedServerState>(File.ReadAllText(Path.Combine(folder, FileName)));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the state, for this user's eyes only, so that a reader sees the old or the new one, whole.</summary>
    public void Write(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(path + ".new", options)) writer.Write(JsonSerializer.Serialize(this));
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Whether the machine has been started anew since the server was.</summary>
    /// <remarks>Its writes are not flushed to disk (<c>fsync</c> is off), so data that were in use at that moment cannot be
    /// trusted.</remarks>
    public bool IsFromAnotherBoot()
    {
        var current = CurrentBoot();
        if (!DateTime.TryParse(Boot, out var then) || !DateTime.TryParse(current, out var now)) return Boot != current;
        return (now - then).Duration() > s_clockTolerance;
    }

    /// <summary>Names the time from one start of the machine to the next.</summary>
    public static string CurrentBoot() => OperatingSystem.IsLinux() && File.Exists("/proc/sys/kernel/random/boot_id")
        ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()
        : (DateTime.UtcNow - TimeSpan.FromMilliseconds(Environment.TickCount64)).ToString("O");
}
