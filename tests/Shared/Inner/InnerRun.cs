using System.Diagnostics;
using System.Xml.Linq;

namespace PgLanes.Inner;

/// <summary>Runs a test assembly that wants to fail, or to be run in its own way, and reads what came of it.</summary>
internal static class InnerRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Returns where a project of the folder tests was built, in the configuration of this one.</summary>
    public static string Assembly(string project)
    {
        // tests/THIS/bin/CONFIGURATION/FRAMEWORK
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(own.Parent!.Parent!.Parent!.Parent!.FullName, project, "bin", own.Parent.Name, own.Name, project + ".dll");
    }

    /// <summary>Runs <c>dotnet</c> with arguments in which RESULTS stands for the file that the results are read from.</summary>
    public static async Task<IReadOnlyList<InnerResult>> RunAsync(IEnumerable<string> arguments, params IEnumerable<(string Name, string Value)> variables)
    {
        var folder = Directory.CreateTempSubdirectory("pglanes-inner-");
        try
        {
            var results = Path.Combine(folder.FullName, "results.xml");
            var start = new ProcessStartInfo("dotnet", arguments.Select(argument => argument.Replace("RESULTS", results, StringComparison.Ordinal)))
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                WorkingDirectory = folder.FullName,
            };
            foreach (var (name, value) in variables) start.Environment[name] = value;
            using var process = Process.Start(start)!;
            using var end = new CancellationTokenSource(Patience);
            var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            try
            {
                await process.WaitForExitAsync(end.Token);
            }
            catch (OperationCanceledException exception)
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException($"The inner run did not end:\n{await output}", exception);
            }

            File.Exists(results).ShouldBeTrue($"{await output}\n{await errors}");
            return Read(results);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<InnerResult> Read(string file)
    {
        var document = XDocument.Load(file);
        if (document.Root!.Name == "assemblies") return ReadXunit(document);
        var names = document.Root.GetDefaultNamespace();
        return
        [
            .. from result in document.Descendants(names + "UnitTestResult")
               let output = result.Element(names + "Output")
               select new InnerResult(
                   result.Attribute("testName")!.Value, result.Attribute("outcome")!.Value,
                   output?.Element(names + "StdOut")?.Value ?? "", output?.Element(names + "ErrorInfo")?.Element(names + "Message")?.Value ?? ""),
        ];
    }

    // xUnit's own form: what it writes as TRX lacks the tests' output.
    private static List<InnerResult> ReadXunit(XDocument document) =>
    [
        .. from test in document.Descendants("test")
           select new InnerResult(
               test.Attribute("name")!.Value, test.Attribute("result")!.Value == "Pass" ? "Passed" : "Failed",
               test.Element("output")?.Value ?? "", test.Element("failure")?.Element("message")?.Value ?? ""),
    ];
}

/// <summary>What became of one test of an inner run.</summary>
internal sealed record InnerResult(string Name, string Outcome, string Output, string Message)
{
    public bool HasPassed => Outcome == "Passed";

    public override string ToString() => $"{Name}: {Outcome} {Message}\n{Output}";
}
