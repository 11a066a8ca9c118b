using PgLanes.Tests;

namespace PgLanes.Cli.Tests;

public sealed class SealCommandTests(Servers servers)
{
    [Fact]
    public async Task A_command_reaches_its_lanes_by_roles_that_reach_nothing_else()
    {
        await using var database = await Template.CreateAsync(servers);
        var tool = Template.ToolFor(database);
        var run = (await tool.RunAsync(
            "run", "--seal", "--lanes", "2", "--", "sh", "-c",
            """
            psql -X -At "$PGLANES_URL_1" -c "INSERT INTO item (kind) VALUES ('a') RETURNING note" -c "SELECT pglanes.reset()" -c "SELECT count(*) FROM public.item"
            psql -X -At "$PGLANES_URL_1" -c "SELECT count(*) FROM test_worker_2.item"
            """)).ShouldEndWith(1);
        run.Output.ShouldBe("none\nINSERT 0 1\n1\n");
        run.Errors.Split('\n').ShouldBe(["ERROR:  permission denied for table item", "ERROR:  permission denied for table item", ""]);
        (await tool.RunAsync("verify")).ShouldEndWith(0);
    }

    [Fact]
    public async Task Up_env_and_down_agree_on_the_role()
    {
        await using var database = await Template.CreateAsync(servers);
        var tool = Template.ToolFor(database);
        (await tool.RunAsync("up", "--lanes", "1")).ShouldEndWith(0);
        (await tool.RunAsync("env", "1", "--seal")).ShouldFailWith(2, "pglanes up --seal");
        var url = (await tool.RunAsync("up", "--seal", "--lanes", "1", "--json")).ShouldEndWith(0).Json.GetProperty("lanes")[0].GetProperty("url").GetString()!;
        var table = (await Template.ToolFor(database).With("PGLANES_SEAL", "1").RunAsync("up", "--lanes", "1")).ShouldEndWith(0).Output;
        table.ShouldNotContain(new Uri(url).UserInfo.Split(':')[1]);
        (await tool.RunAsync("env", "1", "--seal", "--format", "json")).ShouldEndWith(0).Json.GetProperty("PGLANES_URL").GetString().ShouldBe(url);
        (await tool.RunAsync("env", "1", "--format", "json")).ShouldEndWith(0).Json.GetProperty("PGLANES_URL").GetString().ShouldNotBe(url);
        (await tool.RunAsync("down")).ShouldEndWith(0);
        (await database.ListAsync<string>($"SELECT rolname::text FROM pg_roles WHERE shobj_description(oid, 'pg_authid') ~ '{database.Name}'")).ShouldBeEmpty();
        (await new Tool().With("PGLANES_SEAL", "perhaps").With("PGLANES_SOURCE", database.ForLibpq()).RunAsync("up")).ShouldFailWith(2, "PGLANES_SEAL");
    }
}
