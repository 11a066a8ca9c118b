namespace PgLanes.Cli.Tests;

public sealed class WrongUsageTests
{
    private const string Source = "postgres://u:secret@127.0.0.1:1/db";

    public static TheoryData<string, string> Cases => new()
    {
        { "", "Required command" },
        { "nonsense", "\"nonsense\"" },
        { "up --nonsense", "\"--nonsense\"" },
        { "up", "--source" },
        { "up", "PGLANES_SOURCE" },
        { "up", "DATABASE_URL" },
        { "up", "--server embedded" },
        { "up --lanes", "--lanes" },
        { $"up --source {Source} --lanes 0", "--lanes is \"0\"" },
        { $"up --source {Source} --lanes -1", "--lanes is \"-1\"" },
        { $"up --source {Source} --lanes many", "--lanes is \"many\"" },
        { $"up --source {Source} --lanes 1.5", "--lanes is \"1.5\"" },
        { $"up --source {Source} --name worker", "{0}" },
        { $"up --source {Source} --data some", "--data is \"some\"" },
        { $"up --source {Source} --keep-rows t", "--data none" },
        { $"up --source {Source} --data none --empty t", "--empty" },
        { $"up --source {Source} --schema a --schema a", "\"a\" twice" },
        { $"up --source {Source} --server embedded", "exclude each other" },
        { $"up --source {Source} --rebuild", "--migrate" },
        { "up --server other", "\"other\"" },
        { "up --server embedded", "--migrate" },
        { "up --source nonsense", "--source" },
        { "up --source postgres://u:secret@h:port/db", "\"port\"" },
        { $"reset --source {Source} first", "\"first\"" },
        { $"reset --source {Source} 0", "\"0\"" },
        { $"env --source {Source} 1 --format xml", "\"xml\"" },
        { $"env --source {Source} worker", "PGLANES_WORKER" },
        { $"run --source {Source}", "-- COMMAND" },
        { $"run --source {Source} true", "\"true\"" },
        { "server", "server --help" },
        { "server restart", "\"restart\"" },
        { "demo again", "\"again\"" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Wrong_usage_ends_with_2_and_a_sentence_that_names_it(string arguments, string mention) =>
        (await new Tool().RunAsync(Split(arguments))).ShouldFailWith(2, mention).Errors.ShouldNotContain("secret");

    [Fact]
    public async Task A_wrong_variable_is_named()
    {
        var tool = new Tool().With("PGLANES_SOURCE", Source).With("PGLANES_LANES", "none");
        (await tool.RunAsync("up")).ShouldFailWith(2, "PGLANES_LANES is \"none\"");
    }

    [Fact]
    public async Task Help_goes_to_standard_output_and_lists_only_what_there_is()
    {
        var help = (await new Tool().RunAsync("--help")).ShouldEndWith(0);
        help.Errors.ShouldBeEmpty();
        foreach (var command in new[] { "up", "run", "env", "reset", "verify", "status", "doctor", "script", "down", "server", "demo" })
            help.Output.ShouldContain($"\n  {command} ");
    }

    [Theory]
    [InlineData("up", "--source --schema --lanes --kind --name --data --keep-rows --empty --server --migrate --rebuild --seal --keeper-url --json")]
    [InlineData("down", "--source --schema --stale --force --json")]
    [InlineData("run", "--source --report --report-html --fail-on-escape --seal 125 126 127")]
    [InlineData("env", "--format JEST_WORKER_ID")]
    public async Task A_commands_help_lists_its_options(string command, string words)
    {
        var help = (await new Tool().RunAsync(command, "--help")).ShouldEndWith(0);
        foreach (var word in words.Split(' ')) help.Output.ShouldContain(word);
    }

    [Fact]
    public async Task The_version_is_a_number()
    {
        var version = (await new Tool().RunAsync("--version")).ShouldEndWith(0);
        Version.TryParse(version.Output.Trim(), out _).ShouldBeTrue(version.Output);
    }

    private static string[] Split(string arguments) => arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
