using PgLanes.Tests;

namespace PgLanes.Cli.Tests;

/// <summary>What follows where <c>run</c> itself is killed, and cannot end its command any more.</summary>
public sealed class RunKilledTests(Servers servers)
{
    [Theory]
    [InlineData("")]
    [InlineData("trap '' TERM HUP;")]
    public async Task The_command_and_its_children_end_with_it(string script)
    {
        if (OperatingSystem.IsWindows()) return;
        await using var database = await Template.CreateAsync(servers);
        // Each session is open on the lane until somebody ends it.
        using var process = Template.ToolFor(database).Start(
            "run", "--lanes", "1", "--", "sh", "-c",
            $"{script} (echo \"SET application_name = 'the child';\"; sleep 60) | psql -X -q \"$PGLANES_URL_1\" & echo ready; sleep 60; true");
        (await process.StandardOutput.ReadLineAsync()).ShouldBe("ready");
        const string Lives = "EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'the child' AND datname = current_database())";
        await Eventually.HoldsAsync("the child did not begin", database, Lives);
        process.Kill();
        // Nobody holds its output open any more.
        (await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeEmpty();
        (await Template.ToolFor(database).RunAsync("run", "--lanes", "1", "--", "true")).ShouldEndWith(0);
        await Eventually.HoldsAsync("the child goes on", database, $"NOT {Lives}");
    }

    [Fact]
    public async Task More_workers_than_lanes_are_told()
    {
        await using var database = await Template.CreateAsync(servers);
        var tool = Template.ToolFor(database).With("PGLANES_WORKER", "3");
        var run = (await tool.RunAsync("run", "--lanes", "2", "--", "dotnet", Tool.Assembly, "env", "worker")).ShouldEndWith(2);
        run.Errors.ShouldContain("Lane 3 does not exist; `pglanes up --lanes 3` makes it.");
    }
}
