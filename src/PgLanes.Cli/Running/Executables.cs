namespace PgLanes.Cli.Running;

/// <summary>Finds a program as a POSIX shell does: a name with a slash is a path, any other is looked for in PATH alone.</summary>
internal static class Executables
{
    private static readonly string[] s_windowsEndings = ["", ".exe", ".cmd", ".bat"];

    /// <summary>Returns the program's path.</summary>
    /// <exception cref="CommandStartException">There is none (127), or it may not be executed (126).</exception>
    public static string Find(string name)
    {
        if (name.Contains('/') || (OperatingSystem.IsWindows() && name.Contains('\\'))) return Check(name, name);
        string? refused = null;
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            foreach (var ending in OperatingSystem.IsWindows() ? s_windowsEndings : [""])
            {
                var path = Path.Combine(folder.Length == 0 ? "." : folder, name + ending);
                if (!File.Exists(path)) continue;
                if (IsExecutable(path)) return path;
                refused ??= path;
            }
        }
        return Check(name, refused);
    }

    private static string Check(string name, string? path)
    {
        if (path is null || !Path.Exists(path))
            throw new CommandStartException(ExitCode.NotFound, $"The command {name} was not found; give a path, or a name that is in PATH.");
        if (Directory.Exists(path)) throw new CommandStartException(ExitCode.NotExecutable, $"{path} is a folder, not a program.");
        if (!IsExecutable(path))
            throw new CommandStartException(ExitCode.NotExecutable, $"{path} is not executable; make it so with chmod +x, or name its interpreter.");
        return path;
    }

    private static bool IsExecutable(string path) =>
        OperatingSystem.IsWindows()
        || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != UnixFileMode.None;
}

/// <summary>A command could not be started; the exit code is the one that a shell would give.</summary>
internal sealed class CommandStartException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
