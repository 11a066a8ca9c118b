using PgLanes.Sql;

namespace PgLanes.Cli.Scanning;

/// <summary>Finds the files of programs below some paths.</summary>
internal static class SourceFiles
{
    /// <summary>What is larger was made by a program.</summary>
    private const long LargestFile = 1024 * 1024;

    private const int BinaryProbe = 8000;

    private static readonly HashSet<string> _skipped = [".git", ".hg", ".svn", "node_modules", "bin", "obj", "__pycache__", ".venv", "venv", ".idea", ".vs"];

    /// <summary>Statements in these make the template, and name its schema with good reason.</summary>
    private static readonly HashSet<string> _migrations = new(StringComparer.OrdinalIgnoreCase) { "migrations", "migration", "migrate" };

    /// <summary>Returns the files in the order of their names as they are shown, each with its text. Left out are folders of tools and packages, what a
    /// <c>.gitignore</c> leaves out, links, and what is binary, large or of no language that is known; and folders of migrations that are not named.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="migrations">Filled with the folders of migrations that were left out.</param>
    /// <exception cref="UsageException">A path is not there.</exception>
    public static IEnumerable<(string Name, string Text, SourceSyntax Syntax)> Read(IEnumerable<string> paths, ICollection<string> migrations)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in paths.Select(Path.GetFullPath))
        {
            if (File.Exists(path)) files[NameOf(path)] = path;
            else if (Directory.Exists(path)) Walk(path, RulesAbove(path), files, migrations);
            else throw new UsageException($"--scan names \"{path}\", which is not there.");
        }

        return from file in files
               let syntax = SourceSyntax.ForExtension(Path.GetExtension(file.Value).TrimStart('.'))
               where syntax is not null && !file.Key.Contains(".min.", StringComparison.Ordinal) && new FileInfo(file.Value).Length <= LargestFile
               let text = File.ReadAllText(file.Value)
               where !text.AsSpan(0, Math.Min(BinaryProbe, text.Length)).Contains('\0')
               select (file.Key, text, syntax);
    }

    private static void Walk(string folder, IReadOnlyList<IgnoreRules> above, SortedDictionary<string, string> files, ICollection<string> migrations)
    {
        IReadOnlyList<IgnoreRules> rules = IgnoreRules.Of(folder) is { } own ? [.. above, own] : above;
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            var isFolder = entry is DirectoryInfo;
            if (entry.LinkTarget is not null || (isFolder && _skipped.Contains(entry.Name)) || IsIgnored(rules, entry.FullName, isFolder)) continue;
            if (isFolder && _migrations.Contains(entry.Name)) migrations.Add(NameOf(entry.FullName));
            else if (isFolder) Walk(entry.FullName, rules, files, migrations);
            else files[NameOf(entry.FullName)] = entry.FullName;
        }
    }

    private static bool IsIgnored(IReadOnlyList<IgnoreRules> rules, string path, bool isFolder) =>
        rules.Reverse().Select(rule => rule.Decide(path, isFolder)).FirstOrDefault(decision => decision is not null) == true;

    // The rules of a repository hold from its root on, also where only a folder of it is scanned.
    private static List<IgnoreRules> RulesAbove(string folder)
    {
        var folders = new List<string>();
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (at != folder) folders.Insert(0, at);
            if (Path.Exists(Path.Combine(at, ".git"))) return [.. folders.Select(IgnoreRules.Of).OfType<IgnoreRules>()];
        }

        return [];
    }

    private static string NameOf(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return (relative.StartsWith("..", StringComparison.Ordinal) ? path : relative).Replace('\\', '/');
    }
}
