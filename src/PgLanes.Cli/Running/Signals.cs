using System.Runtime.InteropServices;

namespace PgLanes.Cli.Running;

/// <summary>
/// Turns the signals that end a process into a cancelled token, so that what was begun is undone before the tool ends;
/// a second signal ends it at once. A command that runs gets them instead.
/// </summary>
internal sealed class Signals : IDisposable
{
    private const int Hangup = 1;
    private const int Interrupt = 2;
    private const int Quit = 3;
    private const int Terminate = 15;

    private static readonly int s_user1 = OperatingSystem.IsMacOS() ? 30 : 10;
    private static readonly int s_user2 = OperatingSystem.IsMacOS() ? 31 : 12;

    private readonly CancellationTokenSource _cancellation = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Lock _lock = new();
    private Action<int>? _receiver;
    private int _received;

    public Signals()
    {
        Register(PosixSignal.SIGINT, Interrupt);
        Register(PosixSignal.SIGTERM, Terminate);
        Register(PosixSignal.SIGHUP, Hangup);
        Register(PosixSignal.SIGQUIT, Quit);
        if (OperatingSystem.IsWindows()) return;
        // The numbers are those of the system, for these two have no name here.
        Register((PosixSignal)s_user1, s_user1);
        Register((PosixSignal)s_user2, s_user2);
    }

    /// <summary>Cancelled by the first signal that no command takes.</summary>
    public CancellationToken Token => _cancellation.Token;

    /// <summary>What a shell says of a process that the signal ended; 130 for Ctrl-C.</summary>
    public int ExitCode => Cli.ExitCode.SignalBase + (_received == 0 ? Interrupt : _received);

    /// <summary>Gives every signal to <paramref name="receiver"/>, also one that came before, until the result is disposed.</summary>
    public IDisposable SendTo(Action<int> receiver)
    {
        lock (_lock)
        {
            _receiver = receiver;
            if (_received != 0) receiver(_received);
        }
        return new Redirection(this);
    }

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _cancellation.Dispose();
    }

    private void Register(PosixSignal signal, int number) =>
        _registrations.Add(PosixSignalRegistration.Create(signal, context => context.Cancel = Handle(number)));

    private bool Handle(int number)
    {
        lock (_lock)
        {
            if (_receiver is { } receiver)
            {
                receiver(number);
                return true;
            }
            if (_received != 0) return false;
            _received = number;
        }
        _cancellation.Cancel();
        return true;
    }

    private sealed class Redirection(Signals signals) : IDisposable
    {
        public void Dispose()
        {
            lock (signals._lock) signals._receiver = null;
        }
    }
}
