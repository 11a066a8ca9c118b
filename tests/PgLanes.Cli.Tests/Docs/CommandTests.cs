using System.Collections.Concurrent;
using PgLanes.Tests;

namespace PgLanes.Cli.Tests;

/// <summary>The documents promise no command, option or variable that is not there.</summary>
public sealed class CommandTests
{
    private static readonly ConcurrentDictionary<string, Task<ToolResult>> _help = new();

    // Sources that say which variables there are: of the tool, the library and the scripts.
    private static readonly Lazy<string> _sources = new(() => string.Concat(
        Repository.Files("src", "*.cs").Concat(Repository.Files("tests", "*.cs")).Append("pglanes").Select(Repository.Text)));

    public static TheoryData<string> Guides => [.. Markdown.Guides];

    [Theory]
    [MemberData(nameof(Guides))]
    public async Task A_document_names_only_commands_and_options_that_there_are(string file)
    {
        var faults = new List<string>();
        foreach (var (words, place) in Invocations(file)) faults.AddRange((await FaultsAsync(words)).Select(fault => $"{place}: {fault}"));
        faults.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Guides))]
    public async Task An_option_that_stands_alone_is_one_of_the_tool(string file)
    {
        var helps = await Task.WhenAll(new[] { "up", "run", "env", "doctor", "down", "server start" }.Select(HelpAsync));
        var options = Markdown.Spans(file).Select(span => (Name: span.Text.Split(' ', '=')[0], span.Place))
            .Where(option => option.Name.StartsWith("--", StringComparison.Ordinal) && option.Name != "--");
        options.Where(option => !helps.Any(help => Lists(help, option.Name))).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Guides))]
    public void A_variable_that_is_named_is_known_to_the_sources(string file)
    {
        var named = Markdown.Spans(file).Concat(Markdown.Blocks(file)).SelectMany(text => Words(text.Text))
            .Where(word => word.StartsWith("PGLANES_", StringComparison.Ordinal))
            // `env` and `run` put a number behind these.
            .Select(word => word.TrimEnd('_', 'i', 'N', '1', '2', '3', '4')).Distinct();
        named.Where(name => !_sources.Value.Contains(name, StringComparison.Ordinal) && !IsOfLane(name)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("pglanes fly --lanes 4", "fly")]
    [InlineData("pglanes up --wings 4", "--wings")]
    [InlineData("pglanes server fly", "fly")]
    public async Task A_promise_that_is_not_kept_is_seen(string line, string mention) =>
        (await FaultsAsync([.. line.Split(' ').Skip(1)])).ShouldHaveSingleItem().ShouldContain(mention);

    private static bool IsOfLane(string name) =>
        new[] { "NAME", "URL", "PGOPTIONS", "DATABASE", "SEARCH_PATH" }.Any(variable => name == $"PGLANES_{variable}");

    private static IEnumerable<(List<string> Words, string Place)> Invocations(string file)
    {
        var blocks = Markdown.Blocks(file).Where(block => block.Language == "sh");
        foreach (var block in Markdown.Spans(file).Concat(blocks))
        {
            foreach (var line in block.Text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n').SelectMany(line => line.Split(["$(", "&&", "|"], StringSplitOptions.None)))
            {
                var words = line.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.TrimEnd(')', '"')).ToList();
                // A comment is no command, and neither is what sets a variable for one.
                if (words.FindIndex(word => word.StartsWith('#')) is var comment and >= 0) words = words[..comment];
                words = [.. words.SkipWhile(word => word.Contains('=', StringComparison.Ordinal))];
                if (words.Count > 1 && words[0] is "pglanes" or "./pglanes") yield return (words[1..], block.Place);
            }
        }
    }

    private static async Task<List<string>> FaultsAsync(List<string> words)
    {
        var command = string.Join(' ', words.TakeWhile(word => !word.StartsWith('-')).Take(words[0] == "server" ? 2 : 1));
        if (command is "" or "server") return [];
        var help = await HelpAsync(command);
        if (help is null) return [$"There is no command \"{command}\"."];
        var options = words.TakeWhile(word => word != "--").Where(word => word.StartsWith("--", StringComparison.Ordinal)).Select(word => word.Split('=')[0]);
        return [.. options.Where(option => !Lists(help, option)).Select(option => $"{command} has no option {option}.")];
    }

    private static async Task<string?> HelpAsync(string command)
    {
        var help = await _help.GetOrAdd(command, name => new Tool().RunAsync([.. name.Split(' '), "--help"]));
        // For a command that is not there, it is the help of what stands before it.
        return help.ExitCode == 0 && help.Output.Contains($"pglanes {command} ", StringComparison.Ordinal) ? help.Output : null;
    }

    private static bool Lists(string? help, string option) =>
        help is not null && help.Split('\n').Any(line => line.TrimStart().Split(' ', ',').Contains(option));

    private static string[] Words(string text) =>
        new string([.. text.Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
