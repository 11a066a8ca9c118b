using System.Diagnostics;

namespace PgLanes.Hosting;

/// <summary>The other user that PostgreSQL runs as where the process is root, because PostgreSQL refuses root.</summary>
internal sealed class ServerAccount
{
    private static readonly Lazy<ServerAccount?> s_current = new(() => Unix.IsRoot ? Choose() : null);
    private static readonly string[] s_switchers = ["setpriv", "runuser", "su"];
    private readonly string _switcher;

    internal ServerAccount(string name, int userId, int groupId, string switcher)
    {
        (Name, UserId, GroupId) = (name, userId, groupId);
        _switcher = switcher;
    }

    /// <summary>The account to run as; null where that is the process's own user.</summary>
    public static ServerAccount? Current => s_current.Value;

    public string Name { get; }

    public int UserId { get; }

    public int GroupId { get; }

    public ProcessStartInfo Wrap(string file, IEnumerable<string> arguments) => Path.GetFileName(_switcher) switch
    {
        "setpriv" => new(_switcher, [$"--reuid={UserId}", $"--regid={GroupId}", "--clear-groups", "--", file, .. arguments]),
        "runuser" => new(_switcher, ["-u", Name, "--", file, .. arguments]),
        _ => new(_switcher, ["-s", "/bin/sh", Name, "-c", "exec " + string.Join(' ', arguments.Prepend(file).Select(QuoteForShell))]),
    };

    private static ServerAccount Choose()
    {
        var users = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length >= 4).ToList();
        var user = users.Find(fields => fields[0] == "postgres") ?? users.Find(fields => fields[0] == "nobody")
            ?? throw new HostingException(
                "PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody. "
                + "Add one of them, or run as another user.");
        foreach (var switcher in s_switchers.Select(FindProgram).OfType<string>())
        {
            var account = new ServerAccount(user[0], int.Parse(user[2]), int.Parse(user[3]), switcher);
            if (account.Works()) return account;
        }
        throw new HostingException(
            $"PostgreSQL refuses to run as root, and none of setpriv, runuser and su could switch to the user {user[0]}. "
            + "Install one of them, or run as another user.");
    }

    private bool Works()
    {
        // The BusyBox setpriv cannot switch users: asking is surer than knowing every build.
        var start = Wrap("/bin/sh", ["-c", "exit 0"]);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.WorkingDirectory = "/";
        using var process = Process.Start(start);
        process?.WaitForExit();
        return process?.ExitCode == 0;
    }

    private static string? FindProgram(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(["/usr/sbin", "/usr/bin", "/sbin", "/bin"])
        .Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static string QuoteForShell(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
