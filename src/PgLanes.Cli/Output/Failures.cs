using System.CommandLine;
using PgLanes.Cli.Running;
using PgLanes.Hosting;
using Spectre.Console;

namespace PgLanes.Cli.Output;

/// <summary>Says what went wrong, in a sentence on standard error, and with which exit code.</summary>
internal static class Failures
{
    /// <summary>An error that nobody foresaw: a fault of the tool.</summary>
    private const int Unforeseen = 70;

    public static int ReportWrongUsage(ParseResult parsed)
    {
        var command = parsed.CommandResult;
        var path = new Stack<string>();
        for (var result = command; result is not null; result = result.Parent as System.CommandLine.Parsing.CommandResult) path.Push(result.Command.Name);
        // The word that was not understood says more than the command that was missed for it.
        var problem = parsed.UnmatchedTokens is [var word, ..]
            ? $"There is no command, option or argument \"{word}\"."
            : parsed.Errors[0].Message;
        Write($"{problem} `{string.Join(' ', path)} --help` lists what there is.");
        return ExitCode.WrongUsage;
    }

    public static int Report(Exception error)
    {
        var code = CodeOf(error);
        Write(code == Unforeseen ? $"This is a fault of pglanes; please report it with the text below.\n{error}" : MessageOf(error));
        return code;
    }

    /// <summary>Returns the message without the name of a parameter, which says nothing to who uses the tool.</summary>
    public static string MessageOf(Exception error) =>
        error is ArgumentException { ParamName: { } name } ? error.Message.Split($" (Parameter '{name}')")[0] : error.Message;

    public static void Write(string message)
    {
        var console = Screen.ForMessages().Messages;
        console.Markup("[red]pglanes:[/] ");
        console.WriteLine(message);
    }

    public static int CodeOf(Exception error) => error switch
    {
        UsageException or ArgumentException or UnsafeDatabaseException => ExitCode.WrongUsage,
        CommandStartException start => start.ExitCode,
        ServerUnreachableException or HostingException => ExitCode.ServerUnreachable,
        LeaseTimeoutException => ExitCode.NoLaneFree,
        LaneException => ExitCode.CannotClone,
        _ => Unforeseen,
    };
}
