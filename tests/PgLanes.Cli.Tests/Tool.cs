using System.Diagnostics;
using System.Text.Json;

namespace PgLanes.Cli.Tests;

/// <summary>The built tool, run as users run it: a process with its own environment.</summary>
internal sealed class Tool
{
    private readonly Dictionary<string, string> _variables = [];

    public string Folder { get; init; } = Path.GetTempPath();

    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "PgLanes.Cli.dll");

    public Tool With(string name, string value)
    {
        _variables[name] = value;
        return this;
    }

    /// <summary>Starts the tool; the caller ends it.</summary>
    public Process Start(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Assembly, .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(IsOfTool).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in _variables) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public async Task<ToolResult> RunAsync(params IEnumerable<string> arguments)
    {
        using var process = Start(arguments);
        process.StandardInput.Close();
        return await ToolResult.OfAsync(process);
    }

    private static bool IsOfTool(string name) =>
        (name.StartsWith("PGLANES_", StringComparison.Ordinal) && name is not ("PGLANES_POSTGRES" or "PGLANES_CACHE"))
        || name is "DATABASE_URL" or "JEST_WORKER_ID" or "TEST_ENV_NUMBER" or "TEST_TOKEN"
        || (name.StartsWith("PG", StringComparison.Ordinal) && !name.StartsWith("PGLANES_", StringComparison.Ordinal));
}

/// <summary>How the tool ended, and what it wrote where.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Errors)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public static async Task<ToolResult> OfAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        // A role is the whole server's, and other tests make theirs beside this one.
        var own = (await errors).Split('\n').Where(line => !line.Contains("undoes this: the role \"", StringComparison.Ordinal));
        return new ToolResult(process.ExitCode, await output, string.Join('\n', own));
    }

    public ToolResult ShouldEndWith(int exitCode)
    {
        ExitCode.ShouldBe(exitCode, $"{Output}\n{Errors}");
        return this;
    }

    /// <summary>Wrong input: the exit code, a message on standard error alone that names what it is about, and no password.</summary>
    public ToolResult ShouldFailWith(int exitCode, params IEnumerable<string> mentions)
    {
        ShouldEndWith(exitCode);
        Output.ShouldBeEmpty();
        Errors.ShouldStartWith("pglanes: ");
        Errors.ShouldNotContain("   at ");
        foreach (var mention in mentions) Errors.ShouldContain(mention);
        return this;
    }
}
