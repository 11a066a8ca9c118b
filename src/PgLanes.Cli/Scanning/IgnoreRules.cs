namespace PgLanes.Cli.Scanning;

/// <summary>The rules of one folder's <c>.gitignore</c>: names, paths, <c>*</c>, <c>?</c>, <c>**</c>, <c>!</c> and the slash at the end.</summary>
internal sealed class IgnoreRules
{
    private readonly string _folder;
    private readonly List<Rule> _rules = [];

    private IgnoreRules(string folder, IEnumerable<string> lines)
    {
        _folder = folder;
        foreach (var line in lines.Select(line => line.TrimEnd()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var pattern = line.TrimStart('!');
            var isFolder = pattern.EndsWith('/');
            pattern = pattern.TrimEnd('/');
            // A slash inside binds the pattern to this folder; without one it holds at any depth.
            var parts = pattern.Contains('/', StringComparison.Ordinal) ? pattern.TrimStart('/').Split('/') : ["**", pattern];
            _rules.Add(new Rule(parts, line[0] == '!', isFolder));
        }
    }

    /// <summary>Returns the rules of a folder, or null where it has none.</summary>
    public static IgnoreRules? Of(string folder) =>
        Path.Combine(folder, ".gitignore") is var file && File.Exists(file) ? new IgnoreRules(folder, File.ReadLines(file)) : null;

    /// <summary>Whether the rules leave the path out (true) or take it back in (false); null where they do not speak of it.</summary>
    public bool? Decide(string path, bool isFolder)
    {
        var parts = Path.GetRelativePath(_folder, path).Replace('\\', '/').Split('/');
        return _rules.LastOrDefault(rule => (isFolder || !rule.IsFolder) && Matches(rule.Parts, parts)) is { } last ? !last.IsNegated : null;
    }

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.Length == 0) return path.Length == 0;
        if (pattern[0] == "**")
        {
            for (var skipped = 0; skipped <= path.Length; skipped++)
                if (Matches(pattern[1..], path[skipped..])) return true;
            return false;
        }

        return path.Length > 0 && MatchesPart(pattern[0], path[0]) && Matches(pattern[1..], path[1..]);
    }

    private static bool MatchesPart(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        if (pattern.Length == 0) return name.Length == 0;
        if (pattern[0] != '*') return name.Length > 0 && (pattern[0] == '?' || pattern[0] == name[0]) && MatchesPart(pattern[1..], name[1..]);
        for (var skipped = 0; skipped <= name.Length; skipped++)
            if (MatchesPart(pattern[1..], name[skipped..])) return true;
        return false;
    }

    private sealed record Rule(string[] Parts, bool IsNegated, bool IsFolder);
}
