using System.Diagnostics;
using System.Globalization;
using PgLanes.Tests;

namespace PgLanes.Cli.Tests;

public sealed class RunCommandTests(Servers servers)
{
    [Fact]
    public async Task Four_workers_write_the_same_keys_at_once_each_in_its_own_lane()
    {
        await using var database = await Template.CreateAsync(servers);
        const string Workers =
            """
            for i in 1 2 3 4; do
              eval url=\$PGLANES_URL_$i
              psql -X -q -v ON_ERROR_STOP=1 "$url" -c "INSERT INTO item (id, kind, note) SELECT n, 'a', 'worker $i' FROM generate_series(100, 199) AS n" &
              pids="$pids $!"
            done
            for pid in $pids; do wait $pid || exit 9; done
            for i in 1 2 3 4; do
              eval url=\$PGLANES_URL_$i name=\$PGLANES_NAME_$i
              psql -X -At "$url" -c "SELECT current_schema() = '$name', count(*), count(DISTINCT note), min(note) FROM item WHERE id >= 100"
            done
            """;
        var run = (await Template.ToolFor(database).RunAsync("run", "--lanes", "4", "--", "sh", "-c", Workers)).ShouldEndWith(0);
        run.Output.ShouldBe("t|100|1|worker 1\nt|100|1|worker 2\nt|100|1|worker 3\nt|100|1|worker 4\n");
        (await database.ScalarAsync<long>("SELECT count(*) FROM item")).ShouldBe(2);
        // The lanes are put back and free again.
        (await database.ScalarAsync<long>("SELECT count(*) FROM test_worker_3.item")).ShouldBe(2);
        (await Template.ToolFor(database).RunAsync("status")).Output.ShouldNotContain("pid");
    }

    [Fact]
    public async Task The_command_finds_its_lanes_in_its_variables_and_has_input_output_and_errors_to_itself()
    {
        await using var database = await Template.CreateAsync(servers);
        using var process = Template.ToolFor(database).Start(
            "run", "--lanes", "2", "--name", "l{0}", "--", "sh", "-c",
            "cat; echo $PGLANES_LANES $PGLANES_NAME_1 $PGLANES_NAME_2 $PGLANES_DATABASE_2 $PGLANES_SEARCH_PATH_1 $PGLANES_PGOPTIONS_1 $PGLANES_NAME_3; echo error >&2");
        await process.StandardInput.WriteAsync("given\n");
        process.StandardInput.Close();
        var result = (await ToolResult.OfAsync(process)).ShouldEndWith(0);
        result.Output.ShouldBe($"given\n2 l1 l2 {database.Name} l1 -c search_path=l1\n");
        result.Errors.ShouldBe("error\n");
    }

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 1", 1)]
    [InlineData("exit 77", 77)]
    [InlineData("exit 125", 125)]
    [InlineData("kill -TERM $$", 143)]
    [InlineData("kill -KILL $$", 137)]
    [InlineData("kill -INT $$", 130)]
    public async Task The_exit_code_is_the_commands(string script, int exitCode)
    {
        await using var database = await Template.CreateAsync(servers);
        (await Template.ToolFor(database).RunAsync("run", "--lanes", "1", "--", "sh", "-c", script)).ShouldEndWith(exitCode);
    }

    [Theory]
    [InlineData("/etc/passwd", 126)]
    [InlineData("/", 126)]
    [InlineData("/nowhere/program", 127)]
    [InlineData("no-such-program-anywhere", 127)]
    public async Task A_command_that_cannot_be_started_ends_as_in_a_shell_before_any_lane_is_made(string command, int exitCode)
    {
        await using var database = await Template.CreateAsync(servers);
        (await Template.ToolFor(database).RunAsync("run", "--lanes", "1", "--", command)).ShouldFailWith(exitCode, command);
        (await database.LeftoversAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_itself_fails_with_125()
    {
        (await new Tool().RunAsync("run", "--source", "postgres://u:secret@127.0.0.1:1/db", "--lanes", "1", "--", "true"))
            .ShouldFailWith(125, "127.0.0.1:1").Errors.ShouldNotContain("secret");
    }

    [Fact]
    public async Task The_commands_own_options_and_dashes_reach_it()
    {
        await using var database = await Template.CreateAsync(servers);
        (await Template.ToolFor(database).RunAsync("run", "--lanes", "1", "--", "printf", "%s|", "--lanes", "5", "--", "@file", "--help", "a b", ""))
            .ShouldEndWith(0).Output.ShouldBe("--lanes|5|--|@file|--help|a b||");
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    [InlineData("QUIT")]
    [InlineData("USR1")]
    [InlineData("USR2")]
    public async Task A_signal_is_passed_on_and_the_command_is_waited_for(string signal)
    {
        await using var database = await Template.CreateAsync(servers);
        using var process = Template.ToolFor(database).Start(
            "run", "--lanes", "1", "--", "sh", "-c", $"trap 'echo got {signal}; psql -X -At \"$PGLANES_URL_1\" -c \"SELECT 7\"; exit 42' {signal}; echo ready; while :; do sleep 0.05; done");
        process.StandardInput.Close();
        (await process.StandardOutput.ReadLineAsync()).ShouldBe("ready");
        Send(signal, process);
        var result = (await ToolResult.OfAsync(process)).ShouldEndWith(42);
        result.Output.ShouldBe($"got {signal}\n7\n");
        (await Template.ToolFor(database).RunAsync("status")).Output.ShouldContain("nobody");
    }

    [Fact]
    public async Task What_the_command_changed_for_good_is_told_and_undone()
    {
        await using var database = await Template.CreateAsync(servers);
        var run = (await Template.ToolFor(database).RunAsync(
            "run", "--lanes", "1", "--", "sh", "-c", "psql -X -q \"$PGLANES_URL_1\" -c 'CREATE TABLE strange (id integer)'")).ShouldEndWith(0);
        run.Errors.ShouldBe(
            "pglanes: Definitions of lane 1 (test_worker_1) were changed, so it is made anew before it is leased again: test_worker_1: table strange; test_worker_1: column strange.id.\n");
        (await Template.ToolFor(database).RunAsync("run", "--lanes", "1", "--", "true")).ShouldEndWith(0).Errors.ShouldBeEmpty();
        (await database.ScalarAsync<string>("SELECT to_regclass('test_worker_1.strange')::text")).ShouldBeNull();
    }

    [Fact]
    public async Task A_lane_that_cannot_be_reset_is_told_of_and_keeps_no_other_from_it()
    {
        await using var database = await Template.CreateAsync(servers);
        await database.ExecuteAsync("CREATE TABLE left_alone (id integer)");
        var run = (await Template.ToolFor(database).RunAsync(
            "run", "--lanes", "3", "--", "sh", "-c",
            "for url in \"$PGLANES_URL_1\" \"$PGLANES_URL_2\" \"$PGLANES_URL_3\"; do psql -X -q \"$url\" -c 'INSERT INTO item DEFAULT VALUES'; done; " +
            "for url in \"$PGLANES_URL_1\" \"$PGLANES_URL_2\"; do psql -X -q \"$url\" -c 'DROP TABLE left_alone'; done")).ShouldEndWith(0);
        run.Errors.ShouldContain("Lane 1 was not reset");
        run.Errors.ShouldContain("Lane 2 was not reset");
        (await database.ScalarAsync<long>("SELECT (SELECT count(*) FROM test_worker_3.item) - (SELECT count(*) FROM public.item)")).ShouldBe(0);
    }

    [Fact]
    public async Task Broken_pipes_end_the_commands_own_children_silently()
    {
        await using var database = await Template.CreateAsync(servers);
        var run = (await Template.ToolFor(database).RunAsync("run", "--lanes", "1", "--", "sh", "-c", "yes | head -n 1")).ShouldEndWith(0);
        (run.Output, run.Errors).ShouldBe(("y\n", ""));
    }

    [Fact]
    public async Task While_the_command_runs_status_names_the_holder_and_the_lane_is_not_given_twice()
    {
        await using var database = await Template.CreateAsync(servers);
        using var process = Template.ToolFor(database).Start("run", "--lanes", "1", "--", "sh", "-c", "echo ready; cat");
        (await process.StandardOutput.ReadLineAsync()).ShouldBe("ready");
        var status = (await Template.ToolFor(database).RunAsync("status", "--json")).ShouldEndWith(0).Json;
        status.GetProperty("lanes")[0].GetProperty("lease").ShouldHaveTheShapeOf("""{"pid":0,"host":"","application":"","since":""}""");
        DateTimeOffset.Parse(status.GetProperty("lanes")[0].GetProperty("lease").GetProperty("since").GetString()!, CultureInfo.InvariantCulture);
        using var second = Template.ToolFor(database).Start("run", "--lanes", "1", "--", "echo", "second");
        process.StandardInput.Close();
        (await ToolResult.OfAsync(process)).ShouldEndWith(0);
        (await ToolResult.OfAsync(second)).ShouldEndWith(0).Output.ShouldBe("second\n");
    }

    private static void Send(string signal, Process process)
    {
        using var kill = Process.Start("sh", ["-c", $"kill -{signal} {process.Id}"]);
        kill.WaitForExit();
    }
}
