using System.Runtime.InteropServices;

namespace PgLanes.Hosting;

/// <summary>The few calls of the C library that .NET has no name for.</summary>
internal static class Unix
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;

    public static bool IsRoot { get; } = !OperatingSystem.IsWindows() && GetEffectiveUserId() == 0;

    public static string UserKey { get; } = OperatingSystem.IsWindows() ? Environment.UserName : $"{GetEffectiveUserId()}";

    /// <summary>Sends a signal; a process that is gone already is what the caller wants, so that is no error.</summary>
    public static void Signal(int processId, int signal) => _ = SendSignal(processId, signal);

    /// <summary>Gives a file or folder to a user. Throws where the process may not.</summary>
    public static void GiveTo(string path, int userId, int groupId)
    {
        if (ChangeOwner(path, userId, groupId) != 0)
            throw new HostingException($"{path} could not be given to user {userId}: error {Marshal.GetLastPInvokeError()} of chown.");
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint GetEffectiveUserId();

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);

    [DllImport("libc", EntryPoint = "lchown", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeOwner([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int userId, int groupId);
}
