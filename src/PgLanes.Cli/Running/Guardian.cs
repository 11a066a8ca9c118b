using System.ComponentModel;
using System.Diagnostics;
using PgLanes.Cli.Output;

namespace PgLanes.Cli.Running;

/// <summary>
/// Ends a command where this process is killed and can do it no more: a shell that waits for the end of its input, which comes with the end
/// of this process, however that ends. The kernel's own way, a signal at the parent's death, is sent when the thread dies that started the command, reaches only that
/// one process, and exists on Linux alone.
/// </summary>
internal sealed class Guardian : IDisposable
{
    // Descendants are listed before any is ended: then they have other parents.
    private const string Script =
        """
        trap '' INT TERM HUP QUIT
        read -r word && exit
        family() {
          echo "$1"
          if [ -r /proc/self/stat ]; then
            for stat in /proc/[0-9]*/stat; do
              read -r line < "$stat" || continue
              pid=${line%% *}; line=${line##*) }; line=${line#* }
              [ "${line%% *}" = "$1" ] && family "$pid"
            done
          else
            for child in $(ps -A -o pid= -o ppid= | awk -v parent="$1" '$2 == parent { print $1 }'); do family "$child"; done
          fi
        }
        pids=$(family "$1")
        kill -TERM $pids
        for wait in 1 2 3 4 5 6 7 8 9 10; do
          living=
          for pid in $pids; do kill -0 "$pid" && living=$pid; done
          [ "$living" ] || exit
          sleep 0.5 || sleep 1
        done
        kill -KILL $pids
        """;

    private readonly Process? _shell;

    private Guardian(Process? shell) => _shell = shell;

    /// <summary>Starts it, where the system has such a shell; says so where that cannot be started.</summary>
    public static Guardian Over(int command)
    {
        if (OperatingSystem.IsWindows() || !File.Exists("/bin/sh")) return new Guardian(null);
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec >/dev/null 2>&1\n{Script}", "pglanes", $"{command}"]) { RedirectStandardInput = true, UseShellExecute = false };
        try
        {
            return new Guardian(Process.Start(start));
        }
        catch (Win32Exception error)
        {
            Failures.Write($"Nothing ends the command if pglanes itself is killed, because /bin/sh could not be started: {error.Message}.");
            return new Guardian(null);
        }
    }

    public void Dispose()
    {
        if (_shell is null) return;
        try
        {
            _shell.StandardInput.WriteLine();
            _shell.StandardInput.Close();
            _shell.WaitForExit();
        }
        catch (IOException)
        {
            // Somebody ended the shell: it has nothing to do any more.
            _shell.Kill();
        }
        finally
        {
            _shell.Dispose();
        }
    }
}
