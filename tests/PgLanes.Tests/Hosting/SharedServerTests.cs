using Npgsql;
using PgLanes.Hosting;

namespace PgLanes.Tests;

public sealed class SharedServerTests : IAsyncLifetime
{
    private readonly PrivateServerOptions _options = new() { StateFolder = TestFolder.NewPath(), Version = $"{Servers.Versions[0]}" };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await PrivateServer.StopSharedAsync(_options);

    [Fact]
    public async Task Many_who_ask_at_once_share_one_server()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => PrivateServer.StartOrReuseAsync(_options))));

        servers.Select(server => server.ProcessId).Distinct().ShouldHaveSingleItem();
        servers.ShouldAllBe(server => server.IsShared);
        (await SelectOneAsync(servers[0].ConnectionString)).ShouldBe(1);
    }

    [Fact]
    public async Task It_outlives_what_used_it_and_tells_its_status()
    {
        var server = await PrivateServer.StartOrReuseAsync(_options);
        await server.DisposeAsync();

        var status = (await PrivateServer.GetSharedAsync(_options)).ShouldNotBeNull();

        status.IsRunning.ShouldBeTrue();
        status.Port.ShouldBe(server.Port);
        status.DataDirectory.ShouldBe(server.DataDirectory);
        status.Version.ShouldBe(server.Version);
        status.Since.ShouldNotBeNull();
        (await SelectOneAsync(status.ConnectionString!)).ShouldBe(1);
    }

    [Fact]
    public async Task A_killed_one_comes_back_with_its_databases()
    {
        var killed = await PrivateServer.StartOrReuseAsync(_options);
        await ExecuteAsync(killed.ConnectionString, "CREATE DATABASE kept");
        await ServerProcesses.KillAsync(killed);
        (await PrivateServer.GetSharedAsync(_options)).ShouldNotBeNull().IsRunning.ShouldBeFalse();

        var restarted = await PrivateServer.StartOrReuseAsync(_options);

        restarted.ProcessId.ShouldNotBe(killed.ProcessId);
        (await SelectOneAsync(restarted.ConnectionStringFor("kept"))).ShouldBe(1);
    }

    [Fact]
    public async Task Damaged_data_are_replaced_not_used()
    {
        var killed = await PrivateServer.StartOrReuseAsync(_options);
        await ServerProcesses.KillAsync(killed);
        File.Delete(Path.Combine(killed.DataDirectory, "global", "pg_control"));

        var anew = await PrivateServer.StartOrReuseAsync(_options);

        (await SelectOneAsync(anew.ConnectionString)).ShouldBe(1);
    }

    [Fact]
    public async Task Data_in_use_when_the_machine_went_down_are_replaced()
    {
        var killed = await PrivateServer.StartOrReuseAsync(_options);
        await ExecuteAsync(killed.ConnectionString, "CREATE DATABASE lost");
        await ServerProcesses.KillAsync(killed);
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(killed.DataDirectory))!;
        (SharedServerState.Read(folder)! with { Boot = "another" }).Write(folder);

        var anew = await PrivateServer.StartOrReuseAsync(_options);

        var error = await Should.ThrowAsync<PostgresException>(() => SelectOneAsync(anew.ConnectionStringFor("lost")));
        error.SqlState.ShouldBe(PostgresErrorCodes.InvalidCatalogName);
    }

    [Fact]
    public async Task Stopping_leaves_no_process_and_no_folder()
    {
        var server = await PrivateServer.StartOrReuseAsync(_options);

        (await PrivateServer.StopSharedAsync(_options)).ShouldBe(1);

        ServerProcesses.Of(server.DataDirectory).ShouldBeEmpty();
        Directory.Exists(_options.StateFolder).ShouldBeFalse();
        (await PrivateServer.GetSharedAsync(_options)).ShouldBeNull();
        (await PrivateServer.StopSharedAsync(_options)).ShouldBe(0);
    }

    [Fact]
    public async Task It_runs_in_a_session_of_its_own_that_no_terminal_ends()
    {
        if (!OperatingSystem.IsLinux()) return;
        var server = await PrivateServer.StartOrReuseAsync(_options);

        var fieldsAfterName = File.ReadAllText($"/proc/{server.ProcessId}/stat").Split(") ")[^1].Split(' ');

        var (processGroup, session) = (fieldsAfterName[2], fieldsAfterName[3]);
        processGroup.ShouldBe($"{server.ProcessId}");
        session.ShouldBe($"{server.ProcessId}");
    }

    [Fact]
    public async Task Its_password_is_for_its_user_only()
    {
        if (OperatingSystem.IsWindows()) return;
        var server = await PrivateServer.StartOrReuseAsync(_options);
        var state = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(server.DataDirectory))!, "server.json");

        File.GetUnixFileMode(state).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static async Task<int> SelectOneAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT 1", connection);
        return (int)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
