using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace PgLanes.Cli.Commands;

/// <summary>Help that ends with what one line on a command cannot say, and a list of commands would be too long with.</summary>
internal sealed class DetailedHelp(HelpAction help, Dictionary<string, string> details) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        if (details.TryGetValue(parseResult.CommandResult.Command.Name, out var text)) parseResult.InvocationConfiguration.Output.WriteLine(text);
        return code;
    }
}
