using PgLanes.Hosting;

namespace PgLanes.Tests;

public sealed class BinarySearchTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_option_comes_before_the_variable_before_PATH_before_the_usual_places()
    {
        var (option, variable, path, usual) = (Fake("a", "18.1"), Fake("b", "17.1"), Fake("c", "16.1"), Fake("usual/15/bin", "15.1"));
        var everywhere = new BinaryPlaces(variable, path, [("Debian", Path.Combine(_folder.Path, "usual", "*", "bin"))]);

        (await FindAsync(everywhere, new() { BinaryFolder = option })).Folder.ShouldBe(option);
        (await FindAsync(everywhere)).Folder.ShouldBe(variable);
        (await FindAsync(everywhere with { Chosen = null })).Folder.ShouldBe(path);
        var last = await FindAsync(everywhere with { Chosen = null, PathVariable = "" });
        last.Folder.ShouldBe(usual);
        last.Version.ShouldBe(new Version(15, 1));
        last.FoundBy.ShouldBe("Debian's folder");
    }

    [Fact]
    public async Task The_highest_version_of_a_usual_place_is_taken_unless_one_is_asked_for()
    {
        var (nine, ten) = (Fake("usual/9.6/bin", "9.6.24"), Fake("usual/10/bin", "10.23"));
        var places = new BinaryPlaces(null, "", [("Debian", Path.Combine(_folder.Path, "usual", "*", "bin"))]);

        (await FindAsync(places)).Folder.ShouldBe(ten);
        (await FindAsync(places, new() { Version = "9" })).Folder.ShouldBe(nine);
        (await FindAsync(places, new() { Version = "9.6" })).Folder.ShouldBe(nine);
    }

    [Fact]
    public async Task A_link_on_PATH_stands_for_the_folder_that_it_leads_to()
    {
        var real = Fake("real", "15.1");
        var links = Directory.CreateDirectory(Path.Combine(_folder.Path, "links")).FullName;
        File.CreateSymbolicLink(Path.Combine(links, "postgres"), Path.Combine(real, "postgres"));

        (await FindAsync(new(null, links, []))).Folder.ShouldBe(real);
    }

    [Fact]
    public async Task A_wrong_variable_is_an_error_that_names_it()
    {
        var error = await Should.ThrowAsync<HostingException>(() => FindAsync(new("/no/such/folder", Fake("a", "15.1"), [])));

        error.Message.ShouldBe(
            "the variable PGLANES_POSTGRES names /no/such/folder, which has no postgres, initdb and pg_ctl. "
            + "Name the bin folder of a PostgreSQL server.");
    }

    [Fact]
    public async Task Binaries_that_do_not_run_are_passed_over()
    {
        var (broken, sound) = (Fake("broken", "17.1", exitCode: 3), Fake("sound", "16.1"));

        (await FindAsync(new(null, $"{broken}{Path.PathSeparator}{sound}", []))).Folder.ShouldBe(sound);
    }

    [Fact]
    public async Task Where_nothing_fits_the_error_lists_every_place_and_the_three_ways_out()
    {
        var old = Fake("old", "12.3");
        var places = new BinaryPlaces(null, old, [("Debian", "/no/such/*/bin")]);

        var error = await Should.ThrowAsync<HostingException>(() => FindAsync(places, new() { Version = "17" }));

        foreach (var part in new[]
        {
            "No PostgreSQL 17 was found", "PGLANES_POSTGRES: not set", $"{old} (PATH): is 12.3, not 17",
            "/no/such/*/bin (Debian): none", "(the cache): none",
            "Install PostgreSQL", "set PGLANES_POSTGRES", "pglanes server install --version 17", "--source",
        })
            error.Message.ShouldContain(part);
    }

    [Fact]
    public void A_version_that_is_none_is_refused() =>
        Should.Throw<HostingException>(() => PostgresBinaries.FindAsync(new() { Version = "newest" })).Message.ShouldContain("\"newest\"");

    [Theory]
    [InlineData("postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)", "15.14")]
    [InlineData("postgres (PostgreSQL) 18.4", "18.4")]
    [InlineData("postgres (PostgreSQL) 19beta1", "19.0")]
    [InlineData("postgres (PostgreSQL) 9.6.24", "9.6")]
    public void The_version_is_read_as_every_build_writes_it(string text, string version) =>
        PostgresBinaries.ParseVersion(text).ShouldBe(Version.Parse(version));

    private Task<PostgresBinaries> FindAsync(BinaryPlaces places, PostgresBinariesOptions? options = null)
    {
        options = (options ?? new()) with { AllowInstall = false, CacheFolder = Path.Combine(_folder.Path, "cache") };
        return new BinarySearch(options, places).FindAsync(CancellationToken.None);
    }

    private string Fake(string name, string version, int exitCode = 0)
    {
        const UnixFileMode Program = (UnixFileMode)0b111_101_101;
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName;
        foreach (var program in new[] { "postgres", "initdb", "pg_ctl" })
        {
            var file = Path.Combine(folder, program);
            File.WriteAllText(file, $"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\nexit {exitCode}\n");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, Program);
        }
        return folder;
    }
}
