using System.Diagnostics;
using PgLanes.Hosting;

namespace PgLanes.Tests;

public sealed class ServerOwnerTests
{
    private const int Terminate = 15;
    private readonly PrivateServerOptions _options = new() { ServersFolder = TestFolder.NewPath(), Version = $"{Servers.Versions[0]}" };

    [Fact]
    public async Task A_killed_owners_server_is_cleaned_up_by_the_next_start()
    {
        using var owner = StartOwner();
        var abandoned = (await owner.StandardOutput.ReadLineAsync()).ShouldNotBeNull();
        owner.Kill();
        await owner.WaitForExitAsync();
        ServerProcesses.Of(abandoned).ShouldNotBeEmpty();

        await using var next = await PrivateServer.StartAsync(_options);

        ServerProcesses.Of(abandoned).ShouldBeEmpty();
        Directory.Exists(abandoned).ShouldBeFalse();
        Directory.GetDirectories(_options.ServersFolder!).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_living_owners_server_is_left_alone()
    {
        using var owner = StartOwner();
        var owned = (await owner.StandardOutput.ReadLineAsync()).ShouldNotBeNull();

        await (await PrivateServer.StartAsync(_options)).DisposeAsync();

        Postmaster.Find(owned).ShouldNotBeNull();
        owner.Kill();
        await owner.WaitForExitAsync();
        await OwnedFolder.CleanUpAbandonedAsync(_options.ServersFolder!);
        Directory.Exists(_options.ServersFolder).ShouldBeFalse();
    }

    [Fact]
    public async Task Many_who_clean_up_at_once_do_not_disturb_each_other()
    {
        using var owner = StartOwner();
        var abandoned = (await owner.StandardOutput.ReadLineAsync()).ShouldNotBeNull();
        owner.Kill();
        await owner.WaitForExitAsync();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => OwnedFolder.CleanUpAbandonedAsync(_options.ServersFolder!))));

        ServerProcesses.Of(abandoned).ShouldBeEmpty();
        Directory.Exists(_options.ServersFolder).ShouldBeFalse();
    }

    [Fact]
    public async Task An_owner_that_is_asked_to_end_takes_its_server_along()
    {
        if (OperatingSystem.IsWindows()) return;
        using var owner = StartOwner();
        var owned = (await owner.StandardOutput.ReadLineAsync()).ShouldNotBeNull();

        Unix.Signal(owner.Id, Terminate);
        await owner.WaitForExitAsync();

        ServerProcesses.Of(owned).ShouldBeEmpty();
        Directory.Exists(_options.ServersFolder).ShouldBeFalse();
    }

    [Fact]
    public async Task A_process_that_merely_has_a_dead_servers_number_is_not_touched()
    {
        using var owner = StartOwner();
        var abandoned = (await owner.StandardOutput.ReadLineAsync()).ShouldNotBeNull();
        owner.Kill();
        await owner.WaitForExitAsync();
        foreach (var id in ServerProcesses.Of(abandoned)) Unix.Signal(id, Unix.Kill);
        using var bystander = Process.Start(new ProcessStartInfo("sleep", ["600"]))!;
        var pidFile = Postmaster.PidFileOf(abandoned);
        var lines = await File.ReadAllLinesAsync(pidFile);
        await File.WriteAllLinesAsync(pidFile, [$"{bystander.Id}", .. lines[1..]]);

        await OwnedFolder.CleanUpAbandonedAsync(_options.ServersFolder!);

        bystander.HasExited.ShouldBeFalse();
        Directory.Exists(abandoned).ShouldBeFalse();
        bystander.Kill();
    }

    [Fact]
    public async Task Its_usual_place_is_the_temporary_folder_unless_its_account_could_not_enter_that()
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = new TestFolder();
        var closed = Directory.CreateDirectory(Path.Combine(folder.Path, "closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        using var open = StartOwner(folder.Path);
        using var elsewhere = StartOwner(closed);
        var inside = (await open.StandardOutput.ReadLineAsync()).ShouldNotBeNull();
        var outside = (await elsewhere.StandardOutput.ReadLineAsync()).ShouldNotBeNull();

        inside.ShouldStartWith(folder.Path + "/");
        outside.StartsWith(closed + "/", StringComparison.Ordinal).ShouldBe(!Unix.IsRoot);

        foreach (var owner in new[] { open, elsewhere })
        {
            Unix.Signal(owner.Id, Terminate);
            await owner.WaitForExitAsync();
        }
    }

    private Process StartOwner() => Process.Start(Start(_options.Version!, _options.ServersFolder!))!;

    private Process StartOwner(string temporaryFolder)
    {
        var start = Start(_options.Version!);
        start.Environment["TMPDIR"] = temporaryFolder;
        return Process.Start(start)!;
    }

    private static ProcessStartInfo Start(params IEnumerable<string> arguments) =>
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, "ServerOwner.dll"), .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false };
}
