using System.ComponentModel;
using System.Diagnostics;

namespace PgLanes.Hosting;

/// <summary>Runs a program to its end and keeps what it wrote.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan s_outputGrace = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Runs a program of PostgreSQL as the account that servers run as, untouched by the caller's PG* variables and locale.
    /// </summary>
    public static Task<ChildResult> RunPostgresAsync(
        string file, IEnumerable<string> arguments, string workingDirectory, CancellationToken cancellationToken)
    {
        var start = ServerAccount.Current is { } account ? account.Wrap(file, arguments) : new ProcessStartInfo(file, arguments);
        start.WorkingDirectory = workingDirectory;
        foreach (var name in start.Environment.Keys.Where(IsOfPostgresOrLocale).ToList()) start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        return RunAsync(start, cancellationToken);
    }

    /// <summary>Runs a program. Cancelling kills it with its children.</summary>
    public static async Task<ChildResult> RunAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.UseShellExecute = false;
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception error)
        {
            throw new HostingException($"{start.FileName} could not be run: {error.Message}", error);
        }
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        // A server that the program left behind may have inherited the pipes (on Windows): the program's end counts, not theirs.
        var grace = Task.Delay(s_outputGrace, CancellationToken.None);
        await Task.WhenAny(Task.WhenAll(output, errors), grace).ConfigureAwait(false);
        return new ChildResult(process.ExitCode, TextOf(output), TextOf(errors));
    }

    private static string TextOf(Task<string> reading) => reading.IsCompletedSuccessfully ? reading.Result.Trim() : "";

    private static bool IsOfPostgresOrLocale(string name) =>
        (name.StartsWith("PG", StringComparison.Ordinal) && !name.StartsWith("PGLANES_", StringComparison.Ordinal))
        || name.StartsWith("LC_", StringComparison.Ordinal) || name is "LANG" or "LANGUAGE";
}

/// <summary>How a program ended.</summary>
internal sealed record ChildResult(int ExitCode, string Output, string Errors)
{
    public string AllOutput => string.Join('\n', new[] { Output, Errors }.Where(text => text.Length > 0));
}
