using System.CommandLine;
using System.CommandLine.Help;

namespace PgLanes.Cli.Commands;

/// <summary>The tool: its commands, in the order of a first use.</summary>
internal static class Root
{
    private const string Details =
        """
        Exit codes:
          0 done, 1 verify found differences or doctor hazards, 2 wrong usage, 3 the server cannot be reached or refused the login,
          4 the template cannot be cloned, 5 no lane became free in time. `pglanes run --help` tells those of run.
        """;

    // No RootCommand, whose name in help would be that of the assembly.
    public static Command Create()
    {
        var help = new HelpOption { Recursive = true };
        var root = new Command("pglanes", "Clones a migrated PostgreSQL database into isolated lanes, one for each parallel test worker.")
        {
            help,
            new VersionOption(),
            UpCommand.Create(),
            RunCommand.Create(),
            EnvCommand.Create(),
            ResetCommand.Create(),
            VerifyCommand.Create(),
            StatusCommand.Create(),
            DoctorCommand.Create(),
            ScriptCommand.Create(),
            DownCommand.Create(),
            ServerCommand.Create(),
            DemoCommand.Create(),
        };
        help.Action = new DetailedHelp((HelpAction)help.Action!, new() { ["pglanes"] = Details, ["run"] = RunCommand.Details, ["env"] = EnvCommand.Details });
        return root;
    }
}
