namespace PgLanes.Hosting;

/// <summary>Looks for server binaries in one place after the other.</summary>
internal sealed class BinarySearch(PostgresBinariesOptions options, BinaryPlaces? places = null)
{
    private readonly BinaryPlaces _places = places ?? BinaryPlaces.OfThisMachine;
    private readonly WantedVersion? _wanted = WantedVersion.Parse(options.Version);
    private readonly List<string> _lookedAt = [];
    private readonly HashSet<string> _tried = [];

    public async Task<PostgresBinaries> FindAsync(CancellationToken cancellationToken)
    {
        if (options.BinaryFolder is { } given)
            return await TryAsync(given, "the option BinaryFolder", mustRun: true, cancellationToken).ConfigureAwait(false)
                ?? throw new HostingException($"{_lookedAt[^1]}. Name another folder, or ask for its version.");
        foreach (var (folder, foundBy, mustRun) in Candidates())
            if (await TryAsync(folder, foundBy, mustRun, cancellationToken).ConfigureAwait(false) is { } binaries)
                return binaries;
        var installer = new BinaryInstaller(options);
        if (await installer.FindInCacheAsync(cancellationToken).ConfigureAwait(false) is { } cached) return cached;
        _lookedAt.Add($"{installer.Folder} (the cache): none that fits");
        return await InstallAsync(installer, cancellationToken).ConfigureAwait(false);
    }

    private async Task<PostgresBinaries> InstallAsync(BinaryInstaller installer, CancellationToken cancellationToken)
    {
        HostingException? cause = null;
        if (options.AllowInstall)
        {
            try
            {
                return await installer.InstallAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (HostingException error)
            {
                cause = error;
                _lookedAt.Add($"the npm client: {error.Message}");
            }
        }
        var version = _wanted?.Text ?? "18";
        throw new HostingException(
            $"No PostgreSQL{(_wanted is null ? "" : $" {_wanted.Text}")} was found. Looked at:\n  {string.Join("\n  ", _lookedAt)}\n"
            + $"Install PostgreSQL; or set {BinaryPlaces.Variable} to the bin folder of one; or install npm, so that "
            + $"`pglanes server install --version {version}` can get it. No server is needed where --source names one.",
            cause);
    }

    private IEnumerable<(string Folder, string FoundBy, bool MustRun)> Candidates()
    {
        if (_places.Chosen is { } chosen) yield return (chosen, $"the variable {BinaryPlaces.Variable}", true);
        else _lookedAt.Add($"the variable {BinaryPlaces.Variable}: not set");
        var onPath = _places.OnPath().ToList();
        if (onPath.Count == 0) _lookedAt.Add("PATH: has no postgres");
        foreach (var folder in onPath) yield return (folder, "PATH", false);
        foreach (var (owner, pattern) in _places.Usual)
        {
            var folders = BinaryPlaces.Expand(pattern).Where(PostgresBinaries.AreIn).ToList();
            if (folders.Count == 0) _lookedAt.Add($"{pattern} ({owner}): none");
            foreach (var folder in folders) yield return (folder, $"{owner}'s folder", false);
        }
    }

    private async Task<PostgresBinaries?> TryAsync(string folder, string foundBy, bool mustRun, CancellationToken cancellationToken)
    {
        if (!_tried.Add(folder)) return null;
        var (version, problem) = await PostgresBinaries.AskVersionAsync(folder, cancellationToken).ConfigureAwait(false);
        if (version is null && mustRun)
            throw new HostingException($"{foundBy} names {folder}, which {problem}. Name the bin folder of a PostgreSQL server.");
        if (version is not null && (_wanted is null || _wanted.Fits(version))) return new PostgresBinaries(folder, version, foundBy);
        _lookedAt.Add(version is null ? $"{folder} ({foundBy}): {problem}" : $"{folder} ({foundBy}): is {version}, not {_wanted!.Text}");
        return null;
    }
}
