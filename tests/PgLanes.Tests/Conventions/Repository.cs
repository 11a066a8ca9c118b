namespace PgLanes.Tests;

/// <summary>The source tree that the tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] _builtFolders = ["bin", "obj", "node_modules"];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>Returns the written files below a folder, as paths from the root with forward slashes; none where there is no such folder.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) => !Directory.Exists(PathOf(folder))
        ? []
        : Directory.EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Intersect(_builtFolders).Any())
            .Order(StringComparer.Ordinal);

    public static string Text(string relative) => File.ReadAllText(PathOf(relative));

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "PgLanes.slnx"))
            ? folder
            : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException(
                $"PgLanes.slnx is in no folder above {AppContext.BaseDirectory}. The convention tests read the sources: run the tests where they were built."));
}
