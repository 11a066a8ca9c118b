using Spectre.Console;

namespace PgLanes.Cli.Output;

/// <summary>Where text for people goes: standard output, or standard error where JSON has the standard output to itself.</summary>
internal sealed class Screen
{
    /// <summary>Wide enough that no line is folded where nobody's terminal sets the width.</summary>
    private const int PipeWidth = 100_000;

    private Screen(IAnsiConsole results, IAnsiConsole messages) => (Results, Messages) = (results, messages);

    /// <summary>Tables and other results for people.</summary>
    public IAnsiConsole Results { get; }

    /// <summary>Progress, warnings and errors: always standard error.</summary>
    public IAnsiConsole Messages { get; }

    public static Screen Create(bool json)
    {
        var messages = Open(Console.Error, Console.IsErrorRedirected);
        return new Screen(json ? messages : Open(Console.Out, Console.IsOutputRedirected), messages);
    }

    public static Screen ForMessages() => Create(json: true);

    /// <summary>A table in the tool's one style.</summary>
    public static Table NewTable(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns) table.AddColumn(column);
        return table;
    }

    private static IAnsiConsole Open(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (redirected) console.Profile.Width = PipeWidth;
        return console;
    }
}
