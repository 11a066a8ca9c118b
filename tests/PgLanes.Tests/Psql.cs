using System.Diagnostics;

namespace PgLanes.Tests;

/// <summary>Asks through libpq, as programs in other languages do.</summary>
internal static class Psql
{
    /// <summary>Returns what psql prints for one value.</summary>
    public static async Task<string> AskAsync(string url, string sql, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("psql", ["--no-psqlrc", "--tuples-only", "--no-align", "--command", sql, url])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var psql = Process.Start(start)!;
        var errors = psql.StandardError.ReadToEndAsync();
        var output = await psql.StandardOutput.ReadToEndAsync();
        await psql.WaitForExitAsync();
        return psql.ExitCode == 0 ? output.TrimEnd('\n') : throw new InvalidOperationException(await errors);
    }
}
