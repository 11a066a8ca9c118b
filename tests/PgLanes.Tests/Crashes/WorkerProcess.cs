using System.Diagnostics;

namespace PgLanes.Tests;

/// <summary>A process that works with lanes, and the steps that it says.</summary>
internal sealed class WorkerProcess : IDisposable
{
    public const string Application = "lane worker";

    /// <summary>All steps that the process says it begins, and how often it does so, at most, in each half of its round.</summary>
    public static readonly IReadOnlyList<(string Step, int Times)> Steps =
    [
        ("opening", 1), ("storing", 1), ("clearing", 3), ("cloning", 3), ("proving", 3), ("preparing reset", 3), ("ready", 3), ("leasing", 1), ("writing", 1),
        ("resetting", 1), ("returning", 1), ("changing", 1), ("dropping", 1), ("dropped", 1),
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _errors;

    public WorkerProcess(TestDatabase database, params IEnumerable<string> more)
    {
        _process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "LaneWorker.dll"), $"{database.ConnectionString};Application Name={Application}", $"{CrashServer.Lanes}", .. more,
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>What sessions told the process that they were lost.</summary>
    public List<string> Lost { get; } = [];

    /// <summary>Reads on until the process has begun <paramref name="step"/> <paramref name="times"/> more times.</summary>
    public async Task ReadToAsync(string step, int times)
    {
        while (times > 0)
        {
            // For each line, because a slow machine takes long for many.
            using var patience = new CancellationTokenSource(Patience);
            string? line;
            try
            {
                line = await _process.StandardOutput.ReadLineAsync(patience.Token);
            }
            catch (OperationCanceledException error)
            {
                throw new InvalidOperationException($"The worker, on its way to \"{step}\", said nothing for {Patience.TotalMinutes} minutes. {string.Join(' ', Lost.TakeLast(3))}", error);
            }

            if (line is null) throw new InvalidOperationException($"The worker ended: {await _errors}");
            if (line.StartsWith("lost: ", StringComparison.Ordinal)) Lost.Add(line);
            if (line == step) times--;
        }
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
