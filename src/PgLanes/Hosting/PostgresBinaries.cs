namespace PgLanes.Hosting;

/// <summary>A <c>bin</c> folder with the programs of a PostgreSQL server that run on this machine.</summary>
public sealed class PostgresBinaries
{
    internal PostgresBinaries(string folder, Version version, string foundBy)
    {
        (Folder, Version) = (folder, version);
        FoundBy = foundBy;
    }

    /// <summary>The folder that holds postgres, initdb and pg_ctl.</summary>
    public string Folder { get; }

    /// <summary>What <c>postgres --version</c> says, such as 18.4.</summary>
    public Version Version { get; }

    /// <summary>Which place the folder was found in, as a phrase for a person: "PATH", "Debian's folder" and so on.</summary>
    public string FoundBy { get; }

    /// <summary>
    /// Finds server binaries: the option's folder, the variable <c>PGLANES_POSTGRES</c>, <c>PATH</c>, the usual places of the platform,
    /// the cache; else installs them with the npm client. A few milliseconds for each folder that has to be tried; an installation takes
    /// as long as its download.
    /// </summary>
    /// <exception cref="HostingException">Nothing that fits was found or could be installed; the message lists where it was looked
    /// for.</exception>
    public static Task<PostgresBinaries> FindAsync(
        PostgresBinariesOptions? options = null, CancellationToken cancellationToken = default) =>
        new BinarySearch(options ?? new()).FindAsync(cancellationToken);

    /// <summary>Installs a version into the cache with the npm client, unless it is there already.</summary>
    /// <exception cref="HostingException">There is no npm, no such version, or the binaries do not run here.</exception>
    public static Task<PostgresBinaries> InstallAsync(
        PostgresBinariesOptions? options = null, CancellationToken cancellationToken = default) =>
        new BinaryInstaller(options ?? new()).InstallAsync(cancellationToken);

    internal string PathOf(string program) => PathOf(Folder, program);

    internal static string PathOf(string folder, string program) =>
        Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program);

    internal static bool AreIn(string folder) =>
        File.Exists(PathOf(folder, "postgres")) && File.Exists(PathOf(folder, "initdb")) && File.Exists(PathOf(folder, "pg_ctl"));

    /// <summary>Asks the binaries of a folder for their version; where they do not run, says why instead.</summary>
    internal static async Task<(Version? Version, string Problem)> AskVersionAsync(string folder, CancellationToken cancellationToken)
    {
        if (!AreIn(folder)) return (null, "has no postgres, initdb and pg_ctl");
        ChildResult result;
        try
        {
            var postgres = PathOf(folder, "postgres");
            result = await ChildProcess.RunPostgresAsync(postgres, ["--version"], folder, cancellationToken).ConfigureAwait(false);
        }
        catch (HostingException error)
        {
            return (null, error.Message);
        }
        if (result.ExitCode != 0)
        {
            var user = ServerAccount.Current is { } account ? $" as the user {account.Name}" : "";
            return (null, $"does not run{user}: {result.AllOutput}");
        }
        return ParseVersion(result.Output) is { } version ? (version, "") : (null, $"says of its version only \"{result.Output}\"");
    }

    /// <summary>Reads "postgres (PostgreSQL) 15.14 (Debian 15.14-1)" or "… 19beta1".</summary>
    internal static Version? ParseVersion(string text)
    {
        const string Product = "(PostgreSQL) ";
        var start = text.IndexOf(Product, StringComparison.Ordinal);
        if (start < 0) return null;
        var number = text[(start + Product.Length)..].TakeWhile(c => char.IsAsciiDigit(c) || c == '.').ToArray();
        var parts = new string(number).Split('.', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 0 && int.TryParse(parts[0], out var major)
            ? new Version(major, parts.Length > 1 && int.TryParse(parts[1], out var minor) ? minor : 0)
            : null;
    }
}
