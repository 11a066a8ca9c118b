using System.ComponentModel;
using System.Diagnostics;

namespace PgLanes.Cli.Running;

/// <summary>Runs a command in the tool's place: its input, output and errors are the tool's own, and so are the signals that it gets.</summary>
internal static class ChildCommand
{
    private const int NoSuchFile = 2;
    private const int UnknownFormat = 8;
    private const int Interrupt = 2;
    private const int Quit = 3;

    /// <summary>Runs the command to its end and returns its exit code: 128+n where signal n ended it. It is waited for, whatever the tool is sent.</summary>
    /// <exception cref="CommandStartException">The command was not found (127) or is not executable (126).</exception>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string> variables, Signals signals)
    {
        var path = Executables.Find(command[0]);
        // Taken before the start: a signal that comes in between is the command's, too, and waits for it.
        var started = new TaskCompletionSource<int>();
        using var sending = signals.SendTo(signal =>
        {
            // A key pressed on their common terminal has reached the command already: sent twice, it would end many test runners hard.
            if (signal is Interrupt or Quit && PosixCalls.IsInForegroundOfTerminal()) return;
            _ = started.Task.ContinueWith(
                start => PosixCalls.Send(start.Result, signal),
                CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        });
        using var process = Start(path, command.Skip(1), variables) ?? Start("/bin/sh", [path, .. command.Skip(1)], variables)
            ?? throw new CommandStartException(ExitCode.NotExecutable, $"{path} is no program that this machine can run.");
        started.SetResult(process.Id);
        using var guardian = Guardian.Over(process.Id);
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    /// <summary>Starts the program; null where the system does not know its format: a script without a first line that names its shell.</summary>
    private static Process? Start(string path, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(path, arguments) { UseShellExecute = false };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        var process = new Process { StartInfo = start };
        try
        {
            PosixCalls.WithDefaultBrokenPipe(() => process.Start());
            return process;
        }
        catch (Win32Exception error)
        {
            process.Dispose();
            if (error.NativeErrorCode == UnknownFormat && !OperatingSystem.IsWindows()) return null;
            var code = error.NativeErrorCode == NoSuchFile ? ExitCode.NotFound : ExitCode.NotExecutable;
            throw new CommandStartException(code, $"{path} could not be started: {error.Message}.");
        }
    }
}
