using System.Diagnostics;
using PgLanes.Hosting;

namespace PgLanes.Tests;

public sealed class ServerOwnerTests
{
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
        const int Terminate = 15;
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

    private Process StartOwner() => Process.Start(new ProcessStartInfo(
        "dotnet", [Path.Combine(AppContext.BaseDirectory, "ServerOwner.dll"), _options.ServersFolder!, _options.Version!])
    {
        RedirectStandardOutput = true,
        UseShellExecute = false,
    })!;
}
