using PgLanes.Cli.Output;
using PgLanes.Cli.Running;

namespace PgLanes.Cli.Commands;

/// <summary>Runs what a command does, with signals and errors turned into exit codes.</summary>
internal static class Runner
{
    public static async Task<int> RunAsync(Func<Signals, Task<int>> command)
    {
        using var signals = new Signals();
        try
        {
            return await command(signals);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            Failures.Write("Stopped; what was not complete has been undone.");
            return signals.ExitCode;
        }
#pragma warning disable CA1031 // Every error is told to the user in the same form, here and nowhere else.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return Failures.Report(error);
        }
    }

    public static Task<int> RunAsync(Func<CancellationToken, Task<int>> command) => RunAsync(signals => command(signals.Token));
}
