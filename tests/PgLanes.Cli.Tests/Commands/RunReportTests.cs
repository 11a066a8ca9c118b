using System.Text.Json;
using PgLanes.Tests;

namespace PgLanes.Cli.Tests;

public sealed class RunReportTests(Servers servers) : IDisposable
{
    private const string Shape =
        """{"exitCode":0,"lanes":0,"escapes":[{"table":"public.t","reads":0,"writes":0}],"milliseconds":{"up":0.0,"command":0.0,"down":0.0}}""";

    // A suite that stays where it belongs, and one with a module that names the template.
    private const string Good = "psql -X -q -v ON_ERROR_STOP=1 \"$PGLANES_URL_1\" -c \"INSERT INTO item (kind) VALUES ('a'); SELECT pglanes.reset()\" > /dev/null";
    private const string Bad = Good + "; psql -X -q \"$PGLANES_URL_2\" -c \"INSERT INTO public.kind VALUES ('x'), ('y'), ('z')\" -c 'TABLE public.kind' > /dev/null";

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"pglanes-report-{Guid.NewGuid():N}.json");

    public static TheoryData<int> Versions => Servers.Ends;

    public void Dispose() => File.Delete(_file);

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_suite_without_escapes_has_none_in_its_report(int version)
    {
        await using var database = await CreateAsync(version);
        (await Template.ToolFor(database).RunAsync("run", "--lanes", "2", "--fail-on-escape", "--report", _file, "--", "sh", "-c", Good)).ShouldEndWith(0).Errors.ShouldBeEmpty();
        Report.ShouldHaveTheShapeOf(Shape);
        Report.GetProperty("escapes").GetArrayLength().ShouldBe(0);
        Report.GetProperty("lanes").GetInt32().ShouldBe(2);
        Report.GetProperty("milliseconds").GetProperty("command").GetDouble().ShouldBeGreaterThan(0);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Escapes_are_counted_by_table_printed_and_written(int version)
    {
        await using var database = await CreateAsync(version);
        var run = (await Template.ToolFor(database).RunAsync("run", "--lanes", "2", "--report", _file, "--", "sh", "-c", Bad)).ShouldEndWith(0);
        run.Output.ShouldBeEmpty();
        run.Errors.ShouldContain("1 table outside the lanes was read or written");
        run.Errors.ShouldContain("public.kind");
        Report.ShouldHaveTheShapeOf(Shape);
        var escape = Report.GetProperty("escapes").EnumerateArray().ShouldHaveSingleItem();
        escape.GetRawText().Where(c => !char.IsWhiteSpace(c)).ShouldBe("""{"table":"public.kind","reads":1,"writes":3}""");
    }

    [Theory]
    [InlineData(Bad, 1)]
    [InlineData(Bad + "; exit 3", 3)]
    [InlineData(Good, 0)]
    [InlineData(Good + "; exit 3", 3)]
    public async Task Fail_on_escape_changes_the_exit_code_of_a_command_that_succeeded(string command, int exitCode)
    {
        await using var database = await Template.CreateAsync(servers);
        (await Template.ToolFor(database).RunAsync("run", "--lanes", "2", "--fail-on-escape", "--report", _file, "--", "sh", "-c", command)).ShouldEndWith(exitCode);
        Report.GetProperty("exitCode").GetInt32().ShouldBe(exitCode);
    }

    [Fact]
    public async Task Other_commands_beside_a_run_are_no_escapes_of_it()
    {
        await using var database = await Template.CreateAsync(servers);
        const string Wait = "echo ready; cat";
        using var process = Template.ToolFor(database).Start("run", "--lanes", "1", "--report", _file, "--", "sh", "-c", Wait);
        (await process.StandardOutput.ReadLineAsync()).ShouldBe("ready");
        (await Template.ToolFor(database).RunAsync("run", "--lanes", "2", "--name", "l{0}", "--", "sh", "-c", Good)).ShouldEndWith(0);
        (await Template.ToolFor(database).RunAsync("verify")).ShouldEndWith(0);
        process.StandardInput.Close();
        (await ToolResult.OfAsync(process)).ShouldEndWith(0).Errors.ShouldBeEmpty();
        Report.GetProperty("escapes").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_is_told_before_any_lane_is_made()
    {
        await using var database = await Template.CreateAsync(servers);
        (await Template.ToolFor(database).RunAsync("run", "--lanes", "1", "--report", "/nowhere/report.json", "--", "true")).ShouldFailWith(2, "--report", "/nowhere");
        (await database.LeftoversAsync()).ShouldBeEmpty();
    }

    private JsonElement Report => JsonDocument.Parse(File.ReadAllText(_file)).RootElement;

    private async Task<TestDatabase> CreateAsync(int version)
    {
        var database = await servers.CreateDatabaseAsync(version);
        await database.ExecuteAsync(Template.Script);
        return database;
    }
}
