using PgLanes.Hosting;
using Spectre.Console;

namespace PgLanes.Cli.Output;

/// <summary>Shows what takes long when a server is installed or started: a line a step, with a bar on a terminal.</summary>
internal sealed class HostingNews : IProgress<HostingProgress>
{
    private const int BarWidth = 30;
    private readonly IAnsiConsole _console = Screen.ForMessages().Messages;
    private readonly Lock _lock = new();
    private string _step = "";

    public void Report(HostingProgress value)
    {
        lock (_lock)
        {
            if (_console.Profile.Capabilities.Interactive && value.Fraction is { } fraction)
            {
                var done = (int)(Math.Clamp(fraction, 0, 1) * BarWidth);
                _console.Write($"\r{value.Step} [{new string('#', done)}{new string('.', BarWidth - done)}]{(fraction >= 1 ? "\n" : "")}");
            }
            else if (value.Step != _step)
            {
                _console.WriteLine(value.Step);
            }
            _step = value.Step;
        }
    }
}
