using PgLanes.Tests;

namespace PgLanes.Cli.Tests;

public sealed class ServerCommandTests
{
    [Fact]
    public async Task The_private_server_is_started_seen_and_stopped()
    {
        using var folder = new TestFolder();
        var tool = new Tool().With("PGLANES_STATE", Path.Combine(folder.Path, "state"));
        (await tool.RunAsync("server", "status", "--json")).ShouldEndWith(0).Json.GetProperty("running").GetBoolean().ShouldBeFalse();
        var started = (await tool.RunAsync("server", "start", "--json")).ShouldEndWith(0).Json;
        started.GetProperty("running").GetBoolean().ShouldBeTrue();
        started.GetProperty("url").GetString()!.ShouldStartWith("postgres://");
        var again = (await tool.RunAsync("server", "start")).ShouldEndWith(0);
        again.Output.ShouldContain($"{started.GetProperty("port").GetInt32()}");
        again.Output.ShouldNotContain("postgres://");
        (await tool.RunAsync("server", "stop", "--json")).ShouldEndWith(0).Json.GetProperty("stopped").GetInt32().ShouldBe(1);
        (await tool.RunAsync("server", "status")).ShouldEndWith(0).Output.ShouldContain("no private PostgreSQL");
        Directory.Exists(started.GetProperty("dataDirectory").GetString()).ShouldBeFalse();
    }
}
