using System.Diagnostics;
using System.Globalization;

namespace PgLanes.Bench;

/// <summary>A <see cref="LoadWorker"/> in a process of its own, and what it says.</summary>
internal sealed class LoadProcess : IDisposable
{
    private readonly Process _process;

    private LoadProcess(Process process) => _process = process;

    /// <summary>The milliseconds of each step.</summary>
    public IReadOnlyDictionary<string, List<double>> Samples { get; } = LoadWorker.Steps.ToDictionary(step => step, _ => new List<double>());

    public List<string> Errors { get; } = [];

    public static LoadProcess Start(string connectionString, IReadOnlyList<string> schemas, int lanes, int seconds) => new(Process.Start(
        new ProcessStartInfo("dotnet", [typeof(LoadProcess).Assembly.Location, LoadWorker.Name, connectionString, $"{lanes}", $"{seconds}", .. schemas])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("dotnet did not start."));

    /// <summary>Waits until the process has opened its pool.</summary>
    public async Task ReadyAsync()
    {
        if (await _process.StandardOutput.ReadLineAsync() != "ready") throw new InvalidOperationException("A process of the load ended before it began.");
    }

    /// <summary>Lets it begin.</summary>
    public void Go() => _process.StandardInput.WriteLine();

    /// <summary>Reads what the process says until it ends.</summary>
    public async Task SamplesAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split(' ', 2) is ["error", var error]) Errors.Add(error);
            else if (line.Split(' ') is [var step, var milliseconds]) Samples[step].Add(double.Parse(milliseconds, CultureInfo.InvariantCulture));
        }

        await _process.WaitForExitAsync();
        if (_process.ExitCode != 0) Errors.Add($"A process ended with {_process.ExitCode}.");
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
