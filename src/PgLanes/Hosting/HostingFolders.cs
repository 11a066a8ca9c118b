namespace PgLanes.Hosting;

/// <summary>Where servers, shared servers and installed binaries are kept.</summary>
internal static class HostingFolders
{
    // sockaddr_un holds 103 bytes on macOS and 107 on Linux.
    private const int LongestSocketPath = 103;
    private static readonly int s_socketNameLength = ".s.PGSQL.65535".Length + 1;

    public static string Servers(PrivateServerOptions options)
    {
        if (options.ServersFolder is { } chosen) return Path.GetFullPath(chosen);
        // Root's own temporary folder may be closed to the user that the server runs as.
        var temporary = Path.GetTempPath();
        if (Unix.IsRoot && !MayBeEnteredByAll(temporary)) temporary = "/tmp";
        return Path.Combine(temporary, $"pglanes-{Unix.UserKey}");
    }

    public static string State(PrivateServerOptions options) =>
        Path.GetFullPath(options.StateFolder ?? FromEnvironment("PGLANES_STATE") ?? StateOfPlatform());

    public static string Cache(PostgresBinariesOptions options) =>
        Path.GetFullPath(options.CacheFolder ?? FromEnvironment("PGLANES_CACHE") ?? CacheOfPlatform());

    public static string? FromEnvironment(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>
    /// Returns <paramref name="folder"/> if a socket's path fits there, else a short one in <c>/tmp</c>; null on Windows.
    /// </summary>
    public static string? ForSocket(string folder)
    {
        if (OperatingSystem.IsWindows()) return null;
        return System.Text.Encoding.UTF8.GetByteCount(folder) + s_socketNameLength <= LongestSocketPath
            ? folder
            : $"/tmp/pglanes-{Guid.NewGuid().ToString("N")[..12]}";
    }

    private static bool MayBeEnteredByAll(string path)
    {
        if (OperatingSystem.IsWindows()) return true;
        for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent)
            if (!folder.Exists || !folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute)) return false;
        return true;
    }

    private static string StateOfPlatform()
    {
        // Not root's home: the user that the server runs as may not enter it.
        if (Unix.IsRoot) return "/var/lib/pglanes";
        if (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS())
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "pglanes");
        return Path.Combine(FromEnvironment("XDG_STATE_HOME") ?? Path.Combine(Home, ".local", "state"), "pglanes");
    }

    private static string CacheOfPlatform()
    {
        if (Unix.IsRoot) return "/var/cache/pglanes";
        if (OperatingSystem.IsWindows())
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "pglanes", "cache");
        if (OperatingSystem.IsMacOS()) return Path.Combine(Home, "Library", "Caches", "pglanes");
        return Path.Combine(FromEnvironment("XDG_CACHE_HOME") ?? Path.Combine(Home, ".cache"), "pglanes");
    }

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
}
