using System.Text.Json;
using PgLanes.Tests;

namespace PgLanes.Cli.Tests;

/// <summary>Every command with lanes that are databases. A server's databases share their names, so each test names its lanes after its own.</summary>
public sealed class DatabaseKindCommandTests(Servers servers)
{
    [Fact]
    public async Task Every_command_works_with_lanes_that_are_databases()
    {
        await using var database = await Template.CreateAsync(servers);
        var tool = ToolFor(database);
        var up = (await tool.RunAsync("up", "--json")).ShouldEndWith(0).Json;
        up.GetProperty("lanes").EnumerateArray().Select(lane => (lane.GetProperty("name").GetString(), lane.GetProperty("kind").GetString()))
            .ShouldBe([($"{database.Name}_1", "database"), ($"{database.Name}_2", "database")]);
        (await tool.RunAsync("up")).ShouldEndWith(0).Output.ShouldContain("2 reused");
        var url = (await tool.RunAsync("env", "2", "--format", "json")).ShouldEndWith(0).Json.GetProperty("PGLANES_URL_2").GetString()!;
        (await Psql.AskAsync(url, "INSERT INTO public.item (kind) VALUES ('a') RETURNING note")).ShouldStartWith("none");
        var status = (await tool.RunAsync("status", "--json")).ShouldEndWith(0).Json.GetProperty("lanes").EnumerateArray().ToList();
        status.ShouldAllBe(lane => lane.GetProperty("fresh").GetBoolean() && lane.GetProperty("lease").ValueKind == JsonValueKind.Null);
        (await tool.RunAsync("status")).ShouldEndWith(0).Output.ShouldContain("database");
        var verify = (await tool.RunAsync("verify", "--json")).ShouldEndWith(1).Json.GetProperty("lanes")[1];
        verify.GetProperty("differences").EnumerateArray().Select(difference => difference.GetProperty("object").GetString()).ShouldContain("public: rows of table item");
        (await tool.RunAsync("reset", "2", "--json")).ShouldEndWith(0).Json.GetProperty("lanes")[0].GetProperty("tables").GetInt32().ShouldBe(1);
        (await tool.RunAsync("verify")).ShouldEndWith(0);
        (await tool.RunAsync("script", "2")).ShouldEndWith(0).Output.ShouldBe($"CREATE DATABASE \"{database.Name}_2\" TEMPLATE \"{database.Name}\";\n\n");
        (await tool.RunAsync("doctor")).ShouldEndWith(0);
        await database.ExecuteAsync("INSERT INTO kind VALUES ('c')");
        (await tool.RunAsync("status")).ShouldEndWith(0).Output.ShouldContain("stale");
        (await tool.RunAsync("down", "--stale")).ShouldEndWith(0).Output.ShouldContain($"{database.Name}_2");
        (await tool.RunAsync("down")).ShouldEndWith(0);
        (await database.ListAsync<string>($"SELECT datname::text FROM pg_database WHERE starts_with(datname, '{database.Name}')")).ShouldBe([database.Name]);
    }

    [Fact]
    public async Task Run_counts_what_its_command_did_to_the_template()
    {
        await using var database = await Template.CreateAsync(servers);
        var tool = ToolFor(database);
        var report = Path.GetTempFileName();
        var run = (await tool.RunAsync(
            "run", "--fail-on-escape", "--report", report, "--", "sh", "-c",
            $"psql -X -At \"$PGLANES_URL_1\" -c \"INSERT INTO public.item (kind) VALUES ('a')\" && psql -X -At '{database.ForLibpq()}' -c \"INSERT INTO kind VALUES ('z')\"")).ShouldEndWith(1);
        run.Errors.ShouldContain("public.kind");
        run.Errors.ShouldNotContain("public.item");
        var escapes = JsonDocument.Parse(await File.ReadAllTextAsync(report)).RootElement.GetProperty("escapes");
        File.Delete(report);
        escapes.GetArrayLength().ShouldBe(1);
        escapes[0].GetProperty("writes").GetInt32().ShouldBe(1);
        (await database.ScalarAsync<long>("SELECT count(*) FROM item")).ShouldBe(2);
        (await tool.RunAsync("down")).ShouldEndWith(0);
    }

    [Fact]
    public async Task While_a_command_runs_its_lanes_are_neither_dropped_nor_given_twice()
    {
        await using var database = await Template.CreateAsync(servers);
        var tool = ToolFor(database);
        using var process = tool.Start("run", "--", "sh", "-c", "echo ready; cat");
        (await process.StandardOutput.ReadLineAsync()).ShouldBe("ready");
        (await tool.RunAsync("status")).ShouldEndWith(0).Output.ShouldContain("pid");
        (await tool.RunAsync("down")).ShouldFailWith(5, "is leased");
        process.StandardInput.Close();
        (await ToolResult.OfAsync(process)).ShouldEndWith(0);
        (await tool.RunAsync("down")).ShouldEndWith(0);
    }

    private static Tool ToolFor(TestDatabase database) => Template.ToolFor(database)
        .With("PGLANES_KIND", "database").With("PGLANES_LANES", "2").With("PGLANES_NAME", $"{database.Name}_{{0}}");
}
