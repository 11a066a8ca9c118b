using System.Diagnostics;
using PgLanes.Tests;

namespace PgLanes.Cli.Tests;

public sealed class EnvCommandTests(Servers servers)
{
    [Fact]
    public async Task A_shell_that_evaluates_the_output_is_in_the_lane()
    {
        await using var database = await Template.CreateAsync(servers);
        var tool = Template.ToolFor(database);
        (await tool.RunAsync("up", "--lanes", "2", "--name", "My \"Lane\" {0}'s")).ShouldEndWith(0);
        var env = (await tool.RunAsync("env", "2", "--lanes", "2", "--name", "My \"Lane\" {0}'s")).ShouldEndWith(0);
        env.Errors.ShouldBeEmpty();
        foreach (var url in new[] { "\"$PGLANES_URL\"", "\"$PGLANES_URL_2\"", $"'{database.ForLibpq()}?application_name=x'" })
        {
            var withOptions = url[0] == '\'' ? "PGOPTIONS=\"$PGLANES_PGOPTIONS\" " : "";
            var script = $"{env.Output}\nprintf '%s|%s|' \"$PGLANES_NAME\" \"$PGLANES_LANES\"; {withOptions}psql -X -At {url} -c 'SELECT current_schema()'";
            using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            (await shell.StandardOutput.ReadToEndAsync()).ShouldBe("My \"Lane\" 2's|2|My \"Lane\" 2's\n");
        }
    }

    [Fact]
    public async Task Json_holds_each_variable_with_the_number_and_without()
    {
        await using var database = await Template.CreateAsync(servers);
        var tool = Template.ToolFor(database);
        (await tool.RunAsync("up", "--lanes", "2")).ShouldEndWith(0);
        var env = (await tool.RunAsync("env", "2", "--lanes", "2", "--format", "json")).ShouldEndWith(0).Json;
        env.EnumerateObject().Select(variable => variable.Name).ShouldBe(
            new[] { "DATABASE", "NAME", "PGOPTIONS", "SEARCH_PATH", "URL" }.SelectMany(name => new[] { $"PGLANES_{name}", $"PGLANES_{name}_2" }).Append("PGLANES_LANES"),
            ignoreOrder: true);
        env.GetProperty("PGLANES_NAME").GetString().ShouldBe("test_worker_2");
        env.GetProperty("PGLANES_DATABASE_2").GetString().ShouldBe(database.Name);
        (await tool.RunAsync("env", "2", "--format", "dotenv")).ShouldEndWith(0).Output.ShouldContain("\nPGLANES_NAME_2='test_worker_2'\n");
    }

    [Fact]
    public async Task The_worker_is_named_by_the_test_runner()
    {
        await using var database = await Template.CreateAsync(servers);
        (await Template.ToolFor(database).RunAsync("up", "--lanes", "2")).ShouldEndWith(0);
        var tool = Template.ToolFor(database).With("PYTEST_XDIST_WORKER", "gw1");
        (await tool.RunAsync("env", "worker")).ShouldEndWith(0).Output.ShouldContain("export PGLANES_NAME='test_worker_2'\n");
        (await tool.With("PGLANES_WORKER", "1").RunAsync("env", "worker")).ShouldEndWith(0).Output.ShouldContain("export PGLANES_NAME='test_worker_1'\n");
    }

    [Fact]
    public async Task A_lane_that_does_not_exist_has_no_variables()
    {
        await using var database = await Template.CreateAsync(servers);
        (await Template.ToolFor(database).RunAsync("env", "1")).ShouldFailWith(2, "Lane 1", "pglanes up");
    }

    [Fact]
    public async Task A_lane_of_an_earlier_template_has_its_variables_and_a_warning()
    {
        await using var database = await Template.CreateAsync(servers);
        var tool = Template.ToolFor(database);
        (await tool.RunAsync("up", "--lanes", "1")).ShouldEndWith(0);
        await database.ExecuteAsync("ALTER TABLE item ADD COLUMN more int");
        var env = (await tool.RunAsync("env", "1")).ShouldEndWith(0);
        env.Output.ShouldContain("PGLANES_NAME='test_worker_1'");
        env.Errors.ShouldContain("Lane 1 (test_worker_1)");
        env.Errors.ShouldContain("pglanes up");
        (await tool.RunAsync("verify")).ShouldEndWith(1).Output.ShouldContain("1 difference, 0 strays");
    }
}
