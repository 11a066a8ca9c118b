using System.CommandLine;
using PgLanes.Cli.Settings;

namespace PgLanes.Cli.Tests;

public sealed class LaneOptionsTests
{
    [Fact]
    public void The_command_line_wins_over_the_environment()
    {
        var settings = Read(
            "--source a --schema s1 --schema s2 --lanes 3 --name l{0} --migrate m",
            ("PGLANES_SOURCE", "b"), ("PGLANES_SCHEMA", "t"), ("PGLANES_LANES", "7"), ("PGLANES_NAME", "x{0}"), ("PGLANES_MIGRATE", "n"));
        settings.Source.ShouldBe("a");
        settings.Schemas.ShouldBe(["s1", "s2"]);
        settings.Lanes.ShouldBe(3);
        settings.NameFormat.ShouldBe("l{0}");
        settings.Migrate.ShouldBe("m");
    }

    [Fact]
    public void The_environment_stands_in_for_the_command_line()
    {
        var settings = Read(
            "", ("PGLANES_SOURCE", "b"), ("DATABASE_URL", "c"), ("PGLANES_SCHEMA", "t, u"), ("PGLANES_LANES", "7"), ("PGLANES_NAME", "x{0}"), ("PGLANES_MIGRATE", "n"));
        settings.Source.ShouldBe("b");
        settings.Schemas.ShouldBe(["t", "u"]);
        settings.Lanes.ShouldBe(7);
        settings.NameFormat.ShouldBe("x{0}");
        settings.Migrate.ShouldBe("n");
    }

    [Fact]
    public void Without_any_option_the_defaults_hold()
    {
        var settings = Read("", ("DATABASE_URL", "c"));
        settings.Source.ShouldBe("c");
        settings.Schemas.ShouldBe(["public"]);
        settings.Lanes.ShouldBe(Environment.ProcessorCount);
        settings.NameFormat.ShouldBeNull();
        settings.KeepsRows.ShouldBeTrue();
        settings.Json.ShouldBeFalse();
    }

    [Fact]
    public void A_source_on_the_command_line_wins_over_the_private_server_of_the_environment() =>
        Read("--source a", ("PGLANES_SERVER", "embedded")).Source.ShouldBe("a");

    [Fact]
    public void The_private_server_of_the_environment_wins_over_the_applications_own_variable() =>
        Read("", ("PGLANES_SERVER", "embedded"), ("PGLANES_MIGRATE", "m"), ("DATABASE_URL", "c")).IsEmbedded.ShouldBeTrue();

    [Fact]
    public void Two_sources_in_the_environment_are_refused() =>
        Should.Throw<UsageException>(() => Read("", ("PGLANES_SERVER", "embedded"), ("PGLANES_SOURCE", "c"), ("PGLANES_MIGRATE", "m")))
            .Message.ShouldContain("PGLANES_SERVER");

    [Fact]
    public void The_name_of_one_lane_in_the_environment_is_no_format() =>
        Read("--source a", ("PGLANES_NAME", "test_worker_2")).NameFormat.ShouldBeNull();

    [Fact]
    public void Tables_are_repeated_beside_the_choice_of_rows()
    {
        Read("--source a --data none --keep-rows t --keep-rows s.u").KeepRows.ShouldBe(["t", "s.u"]);
        Read("--source a --empty t").Empty.ShouldBe(["t"]);
    }

    private static LaneSettings Read(string arguments, params (string Name, string Value)[] variables)
    {
        var options = new LaneOptions();
        var command = new Command("test");
        options.AddTo(command);
        var environment = variables.ToDictionary(variable => variable.Name, variable => variable.Value);
        return options.Read(command.Parse(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)), new Variables(environment.GetValueOrDefault));
    }
}
