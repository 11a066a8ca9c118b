using System.Text.RegularExpressions;

namespace PgLanes.Tests;

/// <summary>The texts of this repository, taken apart as far as tests need.</summary>
internal static partial class Markdown
{
    private const string Fence = "```";

    /// <summary>The README, the documents and all other texts, as paths from the root.</summary>
    public static IEnumerable<string> Files => Repository.Files(".", "*.md").Where(file => !file.StartsWith("artifacts/", StringComparison.Ordinal));

    /// <summary>What tells users how to use PgLanes.</summary>
    public static IEnumerable<string> Guides => Files.Where(file =>
        file == "README.md" || file.StartsWith("docs/", StringComparison.Ordinal) || file.StartsWith("src/", StringComparison.Ordinal));

    /// <summary>Returns the fenced blocks, in their order.</summary>
    public static IEnumerable<CodeBlock> Blocks(string file)
    {
        var lines = Repository.Text(file).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Fence, StringComparison.Ordinal)) continue;
            var end = Array.FindIndex(lines, i + 1, line => line.StartsWith(Fence, StringComparison.Ordinal));
            end.ShouldBeGreaterThan(i, $"The code block in line {i + 1} of {file} has no end.");
            yield return new CodeBlock(file, i + 1, lines[i][Fence.Length..].Trim(), string.Join('\n', lines[(i + 1)..end]));
            i = end;
        }
    }

    /// <summary>Returns what stands between single backquotes outside the fenced blocks.</summary>
    public static IEnumerable<CodeBlock> Spans(string file) =>
        from line in Prose(file)
        from span in SpanPattern().Matches(line.Text)
        select new CodeBlock(file, line.Number, "", span.Groups["code"].Value);

    /// <summary>Returns where the links lead to.</summary>
    public static IEnumerable<CodeBlock> Links(string file) =>
        from line in Prose(file)
        from link in LinkPattern().Matches(SpanPattern().Replace(line.Text, "code"))
        select new CodeBlock(file, line.Number, "", link.Groups["target"].Value);

    /// <summary>Returns the names by which links find a file's headings.</summary>
    public static IEnumerable<string> Anchors(string file) =>
        from line in Prose(file)
        where line.Text.StartsWith('#')
        select string.Concat(line.Text.TrimStart('#').Trim().ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');

    private static IEnumerable<(int Number, string Text)> Prose(string file)
    {
        var isCode = false;
        var number = 0;
        foreach (var line in Repository.Text(file).Split('\n'))
        {
            number++;
            var isFence = line.StartsWith(Fence, StringComparison.Ordinal);
            if (!isFence && !isCode) yield return (number, line);
            isCode ^= isFence;
        }
    }

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SpanPattern();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LinkPattern();
}

/// <summary>A piece of a text, and where it stands.</summary>
internal sealed record CodeBlock(string File, int Line, string Language, string Text)
{
    public string Place => $"{File}:{Line}";
}
