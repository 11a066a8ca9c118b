using PgLanes.Tests;

namespace PgLanes.Cli.Tests;

public sealed class DemoCommandTests
{
    [Fact]
    public async Task The_demo_proves_what_it_tells_and_leaves_nothing()
    {
        using var folder = new TestFolder();
        var tool = new Tool().With("TMPDIR", folder.Path).With("PGLANES_STATE", Path.Combine(folder.Path, "state"));
        var demo = (await tool.RunAsync("demo")).ShouldEndWith(0);
        foreach (var step in new[] { "server", "up", "write", "reset", "verify", "checks hold" }) demo.Output.ShouldContain(step);
        Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Where(file => !file.Contains("dotnet", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
