using PgLanes.Hosting;

namespace PgLanes.Tests;

public sealed class BinaryInstallerTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Several_who_install_a_version_at_once_get_one_that_runs()
    {
        var steps = new Steps();
        var options = new PrivateServerOptions
        {
            Version = "16",
            CacheFolder = _folder.Path,
            ServersFolder = Path.Combine(_folder.Path, "servers"),
            Progress = steps,
        };

        var installed = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => PostgresBinaries.InstallAsync(options))));

        var folder = installed.Select(binaries => binaries.Folder).Distinct().ShouldHaveSingleItem();
        installed[0].Version.Major.ShouldBe(16);
        var versions = Path.GetDirectoryName(Path.GetDirectoryName(folder))!;
        Directory.GetFileSystemEntries(versions).ShouldHaveSingleItem();
        steps.Fractions.Max().ShouldBe(1.0, tolerance: 0.01);
        LinksIn(Path.Combine(folder, "..", "lib")).ShouldAllBe(link => link.ResolveLinkTarget(true)!.Exists);
        await using var server = await PrivateServer.StartAsync(options with { BinaryFolder = folder });
        server.Version.ShouldBe(installed[0].Version);
    }

    [Fact]
    public async Task A_version_that_was_never_published_is_an_error_and_leaves_nothing()
    {
        var error = await Should.ThrowAsync<HostingException>(
            () => PostgresBinaries.InstallAsync(new() { Version = "99", CacheFolder = _folder.Path }));

        error.Message.ShouldContain("no version that fits 99");
        Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("18.4.0-beta.17", "18.4.0-beta.9")]
    [InlineData("18.10.0-beta.1", "18.9.0-beta.17")]
    [InlineData("18.4.0", "18.4.0-beta.17")]
    public void The_newer_package_is_known_by_its_numbers(string newer, string older) =>
        PackageVersion.Parse(newer)!.Age.CompareTo(PackageVersion.Parse(older)!.Age).ShouldBePositive();

    private static List<FileInfo> LinksIn(string folder)
    {
        var files = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories);
        var links = files.Where(file => file.LinkTarget is not null).ToList();
        links.ShouldNotBeEmpty();
        return links;
    }

    private sealed class Steps : IProgress<HostingProgress>
    {
        public List<double> Fractions { get; } = [];

        public void Report(HostingProgress value)
        {
            lock (Fractions)
                if (value.Fraction is { } fraction) Fractions.Add(fraction);
        }
    }
}
