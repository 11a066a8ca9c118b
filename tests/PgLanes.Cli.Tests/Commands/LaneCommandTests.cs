using System.Text.Json;
using PgLanes.Tests;

namespace PgLanes.Cli.Tests;

public sealed class LaneCommandTests(Servers servers)
{
    private const string UpSample =
        """
        {"template":{"database":"","schemas":[""],"fingerprint":"","tables":0,"indexes":0,"foreignKeys":0,"functions":0,"views":0,"triggers":0,"baselineRows":0},
         "lanes":[{"number":1,"name":"test_worker_1","kind":"schema","state":"ready","created":true,"milliseconds":0.0,"url":"postgres://…"}],
         "hazards":[{"code":"","object":"","message":""}],"milliseconds":0.0}
        """;

    private const string ResetSample = """{"lanes":[{"number":1,"name":"","tables":0,"sequences":0,"views":0,"milliseconds":0.0}]}""";

    private const string VerifySample =
        """{"lanes":[{"number":1,"name":"","identical":true,"differences":[{"object":"","expected":"","actual":""}],"strays":[""],"milliseconds":0.0}]}""";

    private const string StatusSample = """{"lanes":[{"number":1,"name":"","kind":"","state":"","fresh":true,"bytes":0,"lease":null}]}""";

    [Fact]
    public async Task Up_describes_the_template_and_its_lanes_and_makes_them_once()
    {
        await using var database = await Template.CreateAsync(servers);
        var up = (await Template.ToolFor(database).RunAsync("up", "--lanes", "2", "--json")).ShouldEndWith(0).Json;
        up.ShouldHaveTheShapeOf(UpSample);
        var template = up.GetProperty("template");
        template.GetProperty("database").GetString().ShouldBe(database.Name);
        template.GetProperty("schemas").EnumerateArray().Select(schema => schema.GetString()).ShouldBe(["public"]);
        (Number("tables"), Number("indexes"), Number("foreignKeys"), Number("functions"), Number("views"), Number("triggers"), Number("baselineRows"))
            .ShouldBe((2, 3, 1, 1, 2, 1, 4));
        Lanes(up).Select(lane => $"{lane.GetProperty("number")} {lane.GetProperty("name")} {lane.GetProperty("kind")} {lane.GetProperty("state")} {lane.GetProperty("created")}")
            .ShouldBe(["1 test_worker_1 schema ready True", "2 test_worker_2 schema ready True"]);

        var again = (await Template.ToolFor(database).RunAsync("up", "--lanes", "3", "--json")).ShouldEndWith(0).Json;
        Lanes(again).Select(lane => lane.GetProperty("created").GetBoolean()).ShouldBe([false, false, true]);

        long Number(string key) => template.GetProperty(key).GetInt64();
    }

    [Fact]
    public async Task Up_takes_both_forms_of_a_connection_and_several_names_of_lanes()
    {
        await using var database = await Template.CreateAsync(servers);
        var tool = new Tool();
        (await tool.RunAsync("up", "--source", database.ConnectionString, "--lanes", "1")).ShouldEndWith(0);
        (await tool.RunAsync("up", "--source", database.ForLibpq(), "--lanes", "1", "--name", "w{0}")).ShouldEndWith(0);
        (await database.LeftoversAsync()).ShouldBe(["pglanes", "test_worker_1", "w1"], ignoreOrder: true);
    }

    [Fact]
    public async Task Up_for_people_is_a_table_without_the_password_and_without_colours()
    {
        await using var database = await Template.CreateAsync(servers);
        var up = (await Template.ToolFor(database).RunAsync("up", "--lanes", "1")).ShouldEndWith(0);
        up.Output.ShouldContain("test_worker_1");
        up.Output.ShouldContain(":***@");
        var password = new Uri(database.ForLibpq()).UserInfo.Split(':')[1];
        (up.Output + up.Errors).ShouldNotContain(password);
        (up.Output + up.Errors).ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task Reset_restores_the_named_lanes_and_says_what_it_did()
    {
        await using var database = await Template.CreateAsync(servers);
        var tool = Template.ToolFor(database);
        (await tool.RunAsync("up", "--lanes", "2")).ShouldEndWith(0);
        await database.ExecuteAsync("INSERT INTO test_worker_1.item (note) VALUES ('x'); DELETE FROM test_worker_2.item;");
        var first = (await tool.RunAsync("reset", "1", "--json")).ShouldEndWith(0).Json;
        first.ShouldHaveTheShapeOf(ResetSample);
        var lane = Lanes(first).ShouldHaveSingleItem();
        (lane.GetProperty("number").GetInt32(), lane.GetProperty("tables").GetInt32(), lane.GetProperty("sequences").GetInt32()).ShouldBe((1, 1, 1));
        (await database.ScalarAsync<long>("SELECT count(*) FROM test_worker_1.item")).ShouldBe(2);
        (await database.ScalarAsync<long>("SELECT count(*) FROM test_worker_2.item")).ShouldBe(0);
        Lanes((await tool.RunAsync("reset", "--json")).ShouldEndWith(0).Json).Count.ShouldBe(2);
        (await database.ScalarAsync<long>("SELECT count(*) FROM test_worker_2.item")).ShouldBe(2);
        (await tool.RunAsync("reset", "9")).ShouldFailWith(2, "Lane 9", "pglanes up");
    }

    [Fact]
    public async Task A_lane_whose_definitions_were_changed_is_made_anew()
    {
        await using var database = await Template.CreateAsync(servers);
        var tool = Template.ToolFor(database);
        (await tool.RunAsync("up", "--lanes", "1")).ShouldEndWith(0);
        await database.ExecuteAsync("DROP TABLE test_worker_1.item CASCADE");
        var reset = (await tool.RunAsync("reset", "1", "--json")).ShouldEndWith(0);
        reset.Errors.ShouldContain("item");
        var lane = Lanes(reset.Json).ShouldHaveSingleItem();
        (lane.GetProperty("tables").GetInt32(), lane.GetProperty("sequences").GetInt32(), lane.GetProperty("views").GetInt32()).ShouldBe((2, 1, 1));
        (await tool.RunAsync("verify")).ShouldEndWith(0);

        // No lease looked at it in between.
        await database.ExecuteAsync("ALTER TABLE test_worker_1.item ADD COLUMN extra integer");
        var up = (await tool.RunAsync("up", "--lanes", "1", "--json")).ShouldEndWith(0);
        Lanes(up.Json).Single().GetProperty("created").GetBoolean().ShouldBeTrue();
        up.Errors.ShouldContain("extra");
        (await tool.RunAsync("verify")).ShouldEndWith(0);
    }

    [Fact]
    public async Task Verify_ends_with_1_and_names_what_was_changed()
    {
        await using var database = await Template.CreateAsync(servers);
        var tool = Template.ToolFor(database);
        (await tool.RunAsync("up", "--lanes", "2")).ShouldEndWith(0);
        (await tool.RunAsync("verify", "--json")).ShouldEndWith(0).Json.ShouldHaveTheShapeOf(VerifySample);
        await database.ExecuteAsync("ALTER TABLE test_worker_2.item ALTER COLUMN note SET DEFAULT 'changed'; DROP INDEX test_worker_2.item_note;");
        var verify = (await tool.RunAsync("verify", "--json")).ShouldEndWith(1).Json;
        verify.ShouldHaveTheShapeOf(VerifySample);
        Lanes(verify).Select(lane => lane.GetProperty("identical").GetBoolean()).ShouldBe([true, false]);
        verify.GetRawText().ShouldContain("item_note");
        (await tool.RunAsync("verify", "1")).ShouldEndWith(0);
        (await tool.RunAsync("verify", "2")).ShouldEndWith(1).Output.ShouldContain("item_note");
    }

    [Fact]
    public async Task Status_tells_fresh_from_stale_lanes_and_down_drops_them()
    {
        await using var database = await Template.CreateAsync(servers);
        var tool = Template.ToolFor(database);
        (await tool.RunAsync("status")).ShouldEndWith(0).Output.ShouldContain("pglanes up");
        (await tool.RunAsync("up", "--lanes", "2")).ShouldEndWith(0);
        var status = (await tool.RunAsync("status", "--json")).ShouldEndWith(0).Json;
        status.ShouldHaveTheShapeOf(StatusSample);
        Lanes(status).ShouldAllBe(lane => lane.GetProperty("fresh").GetBoolean() && lane.GetProperty("bytes").GetInt64() > 0);
        Lanes(status).ShouldAllBe(lane => lane.GetProperty("lease").ValueKind == JsonValueKind.Null);

        await database.ExecuteAsync("ALTER TABLE item ADD COLUMN price int");
        Lanes((await tool.RunAsync("status", "--json")).ShouldEndWith(0).Json).ShouldAllBe(lane => !lane.GetProperty("fresh").GetBoolean());
        (await tool.RunAsync("up", "--lanes", "1")).ShouldEndWith(0);
        (await tool.RunAsync("down", "--stale")).ShouldEndWith(0);
        Lanes((await tool.RunAsync("status", "--json")).ShouldEndWith(0).Json).Select(lane => lane.GetProperty("number").GetInt32()).ShouldBe([1]);
        (await tool.RunAsync("down")).ShouldEndWith(0);
        (await database.LeftoversAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Script_prints_statements_that_make_a_lane()
    {
        await using var database = await Template.CreateAsync(servers);
        var script = (await Template.ToolFor(database).RunAsync("script", "3")).ShouldEndWith(0);
        script.Output.ShouldContain("test_worker_3");
        (await database.LeftoversAsync()).ShouldNotContain("test_worker_3");
        await database.ExecuteAsync(script.Output);
        (await database.ScalarAsync<long>("SELECT count(*) FROM pg_indexes WHERE schemaname = 'test_worker_3'")).ShouldBe(3);
    }

    [Fact]
    public async Task Rows_are_left_out_as_the_options_say_and_stay_out_after_a_reset()
    {
        const string Rows = "SELECT (SELECT count(*) FROM w1.kind) * 10 + (SELECT count(*) FROM w1.item)";
        await using var database = await Template.CreateAsync(servers);
        var tool = Template.ToolFor(database);
        string[][] choices = [["--data", "none"], ["--data", "none", "--keep-rows", "kind"], ["--data", "all", "--empty", "item"]];
        foreach (var (choice, rows) in choices.Zip([0L, 20L, 20L]))
        {
            var options = string.Join(' ', choice);
            string[] names = ["--lanes", "1", "--name", "w{0}", .. choice];
            (await tool.RunAsync(["up", .. names])).ShouldEndWith(0);
            (await database.ScalarAsync<long>(Rows)).ShouldBe(rows, options);
            await database.ExecuteAsync("DELETE FROM w1.item; DELETE FROM w1.kind; INSERT INTO w1.kind VALUES ('z');");
            (await tool.RunAsync(["reset", .. names])).ShouldEndWith(0);
            (await database.ScalarAsync<long>(Rows)).ShouldBe(rows, options);
        }
    }

    [Fact]
    public async Task Ctrl_C_ends_up_with_130_and_leaves_no_half_lane()
    {
        await using var database = await Template.CreateAsync(servers);
        // Whatever reads the table's rows waits here.
        await using var blocker = await database.OpenAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        await using (var block = new Npgsql.NpgsqlCommand("LOCK TABLE item", blocker, transaction)) await block.ExecuteNonQueryAsync();
        using var up = Template.ToolFor(database).Start("up", "--lanes", "2");
        while (await database.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())") == 0)
            up.HasExited.ShouldBeFalse();
        using (var kill = System.Diagnostics.Process.Start("sh", ["-c", $"kill -INT {up.Id}"])) await kill.WaitForExitAsync();
        (await ToolResult.OfAsync(up)).ShouldFailWith(130, "Stopped");
        await transaction.RollbackAsync();
        (await database.LeftoversAsync()).ShouldBeEmpty();
        (await Template.ToolFor(database).RunAsync("up", "--lanes", "2")).ShouldEndWith(0);
    }

    [Fact]
    public async Task Down_refuses_while_a_lane_is_leased_and_by_force_ends_the_holder()
    {
        await using var database = await Template.CreateAsync(servers);
        var tool = Template.ToolFor(database);
        using var run = tool.Start("run", "--lanes", "1", "--", "sh", "-c", "echo held; read line");
        (await run.StandardOutput.ReadLineAsync()).ShouldBe("held");
        (await tool.RunAsync("down")).ShouldFailWith(5, "lane 1", "\"pglanes\"", "--force");
        var down = (await tool.RunAsync("down", "--force", "--json")).ShouldEndWith(0);
        down.Errors.ShouldContain("which held lane 1");
        down.Json.GetProperty("ended")[0].GetProperty("application").GetString().ShouldBe("pglanes");
        (await database.LeftoversAsync()).ShouldBeEmpty();
        run.StandardInput.Close();
        await run.WaitForExitAsync();
    }

    [Fact]
    public async Task A_database_that_looks_like_production_is_refused_with_2_before_it_is_asked()
    {
        const string Production = "postgres://me@127.0.0.1:1/shop_production";
        (await new Tool().RunAsync("up", "--source", Production)).ShouldFailWith(2, "shop_production", "--i-know-this-is-not-a-test-database");
        (await new Tool().RunAsync("down", "--source", Production)).ShouldFailWith(2, "--allow-database");
        (await new Tool().RunAsync("up", "--source", Production, "--i-know-this-is-not-a-test-database")).ShouldFailWith(3, "127.0.0.1:1");
        (await new Tool().With("PGLANES_ALLOW_DATABASE", "other,shop_*").RunAsync("up", "--source", Production)).ShouldFailWith(3, "127.0.0.1:1");
        (await new Tool().RunAsync("up", "--source", "postgres://me@127.0.0.1:1/shop", "--allow-database", "*_test")).ShouldFailWith(2, "*_test");
    }

    private static List<JsonElement> Lanes(JsonElement document) => [.. document.GetProperty("lanes").EnumerateArray()];
}
