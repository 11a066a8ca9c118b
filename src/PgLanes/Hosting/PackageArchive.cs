using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace PgLanes.Hosting;

/// <summary>
/// Unpacks a package of server binaries: its folder <c>native</c>, with the symbolic links that npm packages cannot hold.
/// </summary>
internal static class PackageArchive
{
    private const string Root = "package/native/";
    private const string LinksFile = "pg-symlinks.json";
    private const UnixFileMode ReadableFile =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Program = ReadableFile | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Unpacks to a new folder that every user can read, whatever the process's umask.</summary>
    public static async Task UnpackAsync(string archive, string folder, Action<double?> report, CancellationToken cancellationToken)
    {
        CreateReadable(folder);
        var file = File.OpenRead(archive);
        await using var closingFile = file.ConfigureAwait(false);
        var unzipped = new GZipStream(file, CompressionMode.Decompress);
        await using var closingStream = unzipped.ConfigureAwait(false);
        var reader = new TarReader(unzipped);
        await using var closingReader = reader.ConfigureAwait(false);
        while (await reader.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile)) continue;
            if (!entry.Name.StartsWith(Root, StringComparison.Ordinal)) continue;
            var path = Inside(folder, entry.Name[Root.Length..]);
            CreateReadable(Path.GetDirectoryName(path)!);
            await entry.ExtractToFileAsync(path, overwrite: false, cancellationToken).ConfigureAwait(false);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, Path.GetFileName(Path.GetDirectoryName(path)) == "bin" ? Program : ReadableFile);
            report((double)file.Position / file.Length);
        }
        await CreateLinksAsync(folder, cancellationToken).ConfigureAwait(false);
    }

    private static async Task CreateLinksAsync(string folder, CancellationToken cancellationToken)
    {
        var list = Path.Combine(folder, LinksFile);
        if (!File.Exists(list)) return;
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(list, cancellationToken).ConfigureAwait(false));
        foreach (var link in json.RootElement.EnumerateArray())
        {
            var source = Inside(folder, WithoutRoot(link.GetProperty("source").GetString()!));
            var target = Inside(folder, WithoutRoot(link.GetProperty("target").GetString()!));
            if (File.Exists(target)) continue;
            CreateReadable(Path.GetDirectoryName(target)!);
            File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
        }
    }

    private static string WithoutRoot(string path) =>
        path.StartsWith("native/", StringComparison.Ordinal) ? path["native/".Length..] : path;

    private static string Inside(string folder, string path)
    {
        var full = Path.GetFullPath(Path.Combine(folder, path));
        return full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full
            : throw new HostingException($"The package names the path {path}, which is outside of it. It was not unpacked.");
    }

    private static void CreateReadable(string folder)
    {
        if (Directory.Exists(folder)) return;
        CreateReadable(Path.GetDirectoryName(folder)!);
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, Program);
    }
}
