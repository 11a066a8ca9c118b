namespace PgLanes.Hosting;

/// <summary>Where PostgreSQL usually is on a machine, in the order of the search.</summary>
/// <param name="Chosen">The folder that the variable <c>PGLANES_POSTGRES</c> names; null where it is not set.</param>
/// <param name="PathVariable">The variable <c>PATH</c>.</param>
/// <param name="Usual">The folders of packages and installers; one part of each may be a pattern with a star.</param>
internal sealed record BinaryPlaces(string? Chosen, string PathVariable, IReadOnlyList<(string Owner, string Pattern)> Usual)
{
    public const string Variable = "PGLANES_POSTGRES";

    public static BinaryPlaces OfThisMachine => new(
        HostingFolders.FromEnvironment(Variable),
        HostingFolders.FromEnvironment("PATH") ?? "",
        OperatingSystem.IsWindows() ? OfWindows : OfUnix);

    private static (string, string)[] OfWindows =>
        [("EDB", Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL", "*", "bin"))];

    private static (string, string)[] OfUnix =>
    [
        ("Debian", "/usr/lib/postgresql/*/bin"),
        ("PostgreSQL's packages for Fedora and Red Hat", "/usr/pgsql-*/bin"),
        ("Alpine", "/usr/libexec/postgresql*"),
        ("Fedora", "/usr/bin"),
        ("Homebrew", "/opt/homebrew/opt/postgresql*/bin"),
        ("Homebrew", "/usr/local/opt/postgresql*/bin"),
        ("Homebrew", "/home/linuxbrew/.linuxbrew/opt/postgresql*/bin"),
        ("EDB", "/Library/PostgreSQL/*/bin"),
        ("Postgres.app", "/Applications/Postgres.app/Contents/Versions/*/bin"),
    ];

    /// <summary>Returns the folders that a pattern stands for, the highest version first.</summary>
    public static IEnumerable<string> Expand(string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0) return Directory.Exists(pattern) ? [pattern] : [];
        var start = pattern.LastIndexOfAny(['/', '\\'], star) + 1;
        var end = pattern.IndexOfAny(['/', '\\'], star);
        var parent = pattern[..start];
        var rest = end < 0 ? "" : pattern[(end + 1)..];
        if (!Directory.Exists(parent)) return [];
        return Directory.EnumerateDirectories(parent, pattern[start..(end < 0 ? pattern.Length : end)])
            .OrderByDescending(NumberIn).ThenBy(folder => folder, StringComparer.Ordinal)
            .Select(folder => Path.Combine(folder, rest).TrimEnd('/', '\\'))
            .Where(Directory.Exists);
    }

    /// <summary>Returns the folders on <c>PATH</c> that have a <c>postgres</c>; a link stands for the folder that it leads to.</summary>
    public IEnumerable<string> OnPath()
    {
        foreach (var folder in PathVariable.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var program = new FileInfo(PostgresBinaries.PathOf(folder, "postgres"));
            if (program.Exists)
                yield return Path.GetDirectoryName(program.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program.FullName)!;
        }
    }

    private static Version NumberIn(string folder)
    {
        var fromDigit = Path.GetFileName(folder).SkipWhile(c => !char.IsAsciiDigit(c));
        var number = new string([.. fromDigit.TakeWhile(c => char.IsAsciiDigit(c) || c == '.')]);
        if (!number.Contains('.', StringComparison.Ordinal)) number += ".0";
        return Version.TryParse(number, out var version) ? version : new Version();
    }
}
