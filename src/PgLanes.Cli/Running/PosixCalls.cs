using System.Runtime.InteropServices;

namespace PgLanes.Cli.Running;

/// <summary>The few calls of the C library that .NET has no name for.</summary>
internal static partial class PosixCalls
{
    private const int StandardInput = 0;
    private const int BrokenPipe = 13;
    private const nint DefaultAction = 0;
    private const nint Ignore = 1;

    /// <summary>Sends a signal; a process that is gone already is what the sender wants, so that is no error.</summary>
    public static void Send(int processId, int signal)
    {
        if (!OperatingSystem.IsWindows()) _ = Kill(processId, signal);
    }

    /// <summary>Whether a key such as Ctrl-C reaches this process and its children by itself, from their common terminal.</summary>
    public static bool IsInForegroundOfTerminal() =>
        !OperatingSystem.IsWindows() && TerminalGroup(StandardInput) is var group and > 0 && group == ProcessGroup();

    /// <summary>
    /// Starts a process with SIGPIPE as every program expects it: .NET ignores that signal, a child inherits it, and then
    /// <c>yes | head -1</c> ends with an error message. .NET's own sockets and pipes do not rely on the signal being ignored for so short.
    /// </summary>
    public static void WithDefaultBrokenPipe(Action start)
    {
        if (OperatingSystem.IsWindows())
        {
            start();
            return;
        }
        var before = SetAction(BrokenPipe, DefaultAction);
        try
        {
            start();
        }
        finally
        {
            _ = SetAction(BrokenPipe, before is DefaultAction ? DefaultAction : Ignore);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "tcgetpgrp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int TerminalGroup(int descriptor);

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ProcessGroup();

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint SetAction(int signal, nint action);
}
