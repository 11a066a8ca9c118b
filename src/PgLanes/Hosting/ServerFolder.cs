using System.Runtime.Versioning;

namespace PgLanes.Hosting;

/// <summary>
/// The folders and files of one server: <c>run</c>, with the data, the log and the socket, belongs to the account that it runs as.
/// </summary>
internal sealed class ServerFolder(string path)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PassThrough = Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public string Path { get; } = path;

    public string Run => System.IO.Path.Combine(Path, "run");

    public string Data => System.IO.Path.Combine(Run, "data");

    public string Log => System.IO.Path.Combine(Run, "server.log");

    private string SocketNote => System.IO.Path.Combine(Path, "socket");

    /// <summary>The folder of the socket; null on Windows.</summary>
    public string? Socket => File.Exists(SocketNote) ? File.ReadAllText(SocketNote) : OperatingSystem.IsWindows() ? null : Run;

    /// <summary>
    /// Creates a folder that other users cannot read. Where the process is root, the server's account may pass through it.
    /// </summary>
    public static void CreatePrivate(string path)
    {
        if (new DirectoryInfo(path) is { Exists: true, LinkTarget: not null })
            throw new HostingException($"{path} is a symbolic link, which another user could have made. Delete it, then try again.");
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }
        if (Directory.Exists(path))
        {
            if (IsOpenToAll(System.IO.Path.GetDirectoryName(path)!)) TakeOver(path);
            return;
        }
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        Directory.CreateDirectory(path);
        File.SetUnixFileMode(path, ServerAccount.Current is null ? Private : PassThrough);
    }

    /// <summary>Creates what the server's account writes to.</summary>
    public void CreateRun()
    {
        CreateForAccount(Run);
        if (HostingFolders.ForSocket(Run) is not { } socket || socket == Run) return;
        File.WriteAllText(SocketNote, socket);
        CreateForAccount(socket);
    }

    /// <summary>Deletes everything but the folder itself and the files that say whose it is.</summary>
    public async Task DeleteRunAsync()
    {
        if (Socket is { } socket && socket != Run) await DeleteAsync(socket).ConfigureAwait(false);
        await DeleteAsync(Run).ConfigureAwait(false);
    }

    /// <summary>Deletes a folder with all its contents, as often as it takes while the last processes still leave it.</summary>
    public static async Task DeleteAsync(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Directory.Delete(path, recursive: true);
                return;
            }
            catch (DirectoryNotFoundException)
            {
                return;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException && attempt < 20)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50)).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Deletes a folder if nothing is in it; another process may be filling it at this moment, and then it stays.</summary>
    public static void DeleteIfEmpty(string path)
    {
        if (!Directory.Exists(path) || Directory.EnumerateFileSystemEntries(path).Any()) return;
        try
        {
            Directory.Delete(path);
        }
        catch (IOException error)
        {
            System.Diagnostics.Trace.WriteLine(error.Message);
        }
    }

    /// <summary>Creates a folder for the eyes of the server's account only; one that is there is made so.</summary>
    public static void CreateForAccount(string path)
    {
        Directory.CreateDirectory(path);
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(path, Private);
        if (ServerAccount.Current is { } account) Unix.GiveTo(path, account.UserId, account.GroupId);
    }

    [UnsupportedOSPlatform("windows")]
    private static bool IsOpenToAll(string path) => File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherWrite);

    /// <summary>Makes sure that a folder is this user's: where everybody may write, somebody else could have made it first.</summary>
    [UnsupportedOSPlatform("windows")]
    private static void TakeOver(string path)
    {
        try
        {
            if (Unix.IsRoot) Unix.GiveTo(path, 0, 0);
            File.SetUnixFileMode(path, ServerAccount.Current is null ? Private : PassThrough);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new HostingException($"{path} belongs to another user. Set the variable TMPDIR to a folder of your own.", error);
        }
    }
}
