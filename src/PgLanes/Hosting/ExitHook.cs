using System.Runtime.InteropServices;

namespace PgLanes.Hosting;

/// <summary>Undoes something when the process ends in any way but being killed.</summary>
/// <remarks>From .NET 10 on, a signal that nobody handles ends the process without the event of its exit. A program that handles the signal
/// itself, and lives on to tidy up, is left to do so.</remarks>
internal sealed class ExitHook : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);
    private readonly Func<Task> _undo;
    private readonly List<PosixSignalRegistration> _signals;

    public ExitHook(Func<Task> undo)
    {
        _undo = undo;
        _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }
            .Select(signal => PosixSignalRegistration.Create(signal, context => { if (!context.Cancel) Undo(); }))];
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        foreach (var signal in _signals) signal.Dispose();
    }

    private void OnProcessExit(object? sender, EventArgs e) => Undo();

    private void Undo() => _undo().Wait(s_patience);
}
