using System.Net;
using System.Net.Sockets;
using Npgsql;
using PgLanes.Hosting;

namespace PgLanes.Tests;

public sealed class PrivateServerTests
{
    private static readonly string s_version = $"{Servers.Versions[0]}";
    private readonly string _folder = TestFolder.NewPath();

    private PrivateServerOptions Options => new() { ServersFolder = _folder, Version = s_version };

    [Fact]
    public async Task Nothing_is_left_after_dispose()
    {
        var server = await PrivateServer.StartAsync(Options);
        await using var open = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await open.OpenAsync();
        ServerProcesses.Of(server.DataDirectory).ShouldNotBeEmpty();

        await server.DisposeAsync();

        ShouldBeGone(server.DataDirectory);
    }

    [Fact]
    public async Task It_takes_its_own_password_only_by_tcp_and_by_socket()
    {
        await using var server = await PrivateServer.StartAsync(Options);
        var bySocket = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Host = server.SocketDirectory, Pooling = false };

        (await ScalarAsync(bySocket.ConnectionString, "SELECT 'in'")).ShouldBe("in");
        foreach (var host in new[] { server.Host, server.SocketDirectory })
        {
            var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Host = host, Password = "wrong", Pooling = false };
            var error = await Should.ThrowAsync<PostgresException>(() => ScalarAsync(wrong.ConnectionString, "SELECT 'in'"));
            error.SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
        }
        (await ScalarAsync(server.ConnectionString, "SHOW listen_addresses")).ShouldBe("127.0.0.1");
    }

    [Fact]
    public async Task Its_settings_depend_on_the_options_and_not_on_the_machine()
    {
        var settings = new Dictionary<string, string> { ["work_mem"] = "7MB", ["application_name"] = "it's \\ quoted" };
        await using var server = await PrivateServer.StartAsync(Options with { MaxConnections = 33, Settings = settings });

        (await ScalarAsync(server.ConnectionString, "SHOW max_connections")).ShouldBe("33");
        (await ScalarAsync(server.ConnectionString, "SHOW work_mem")).ShouldBe("7MB");
        (await ScalarAsync(server.ConnectionString, "SELECT reset_val FROM pg_settings WHERE name = 'application_name'"))
            .ShouldBe("it's \\ quoted");
        (await ScalarAsync(server.ConnectionString, "SHOW fsync")).ShouldBe("off");
        (await ScalarAsync(server.ConnectionString, "SHOW timezone")).ShouldBe("UTC");
        const string Locale = "SELECT datcollate || ' ' || pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'template1'";
        (await ScalarAsync(server.ConnectionString, Locale)).ShouldBe("C UTF8");
    }

    [Fact]
    public async Task A_failed_start_leaves_nothing_and_shows_the_servers_log()
    {
        var settings = new Dictionary<string, string> { ["shared_buffers"] = "a lot" };

        var error = await Should.ThrowAsync<HostingException>(() => PrivateServer.StartAsync(Options with { Settings = settings }));

        error.Message.ShouldContain("invalid value for parameter \"shared_buffers\"");
        ShouldBeGone(_folder);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(150)]
    [InlineData(400)]
    [InlineData(700)]
    public async Task A_cancelled_start_leaves_nothing(int milliseconds)
    {
        using var source = new CancellationTokenSource(milliseconds);
        try
        {
            await (await PrivateServer.StartAsync(Options, source.Token)).DisposeAsync();
        }
        catch (OperationCanceledException)
        {
            source.IsCancellationRequested.ShouldBeTrue();
        }
        ShouldBeGone(_folder);
    }

    [Fact]
    public async Task Several_at_once_get_their_own()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => PrivateServer.StartAsync(Options))));

        servers.Select(server => server.Port).Distinct().Count().ShouldBe(3);
        foreach (var server in servers) (await ScalarAsync(server.ConnectionString, "SHOW data_directory")).ShouldBe(server.DataDirectory);
        foreach (var server in servers) await server.DisposeAsync();
        ShouldBeGone(_folder);
    }

    [Fact]
    public async Task A_folder_too_long_for_a_socket_has_it_elsewhere()
    {
        var deep = Path.Combine(_folder, new string('d', 120));
        var server = await PrivateServer.StartAsync(Options with { ServersFolder = deep });
        var socket = server.SocketDirectory.ShouldNotBeNull();
        var bySocket = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Host = socket, Pooling = false };
        (await ScalarAsync(bySocket.ConnectionString, "SELECT 'in'")).ShouldBe("in");

        await server.DisposeAsync();

        Directory.Exists(socket).ShouldBeFalse();
        Directory.Delete(_folder);
    }

    [Fact]
    public async Task A_port_that_is_taken_meanwhile_is_given_up_for_another()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var ports = new Queue<int>([((IPEndPoint)taken.LocalEndpoint).Port, ServerStarter.FindFreePort()]);
        var binaries = await PostgresBinaries.FindAsync(Options);
        await using (var owned = OwnedFolder.Create(_folder, binaries.Folder))
        {
            owned.Folder.CreateRun();
            await DataFolder.CreateAsync(owned.Folder, binaries, "secret", CancellationToken.None);

            var postmaster = await ServerStarter.StartAsync(
                owned.Folder, binaries, Options, "secret", CancellationToken.None, ports.Dequeue);

            postmaster.IsAlive().ShouldBeTrue();
            ports.ShouldBeEmpty();
        }
        ShouldBeGone(_folder);
    }

    [Fact]
    public void A_setting_that_could_not_be_one_is_refused()
    {
        var options = Options with { Settings = new Dictionary<string, string> { ["a = b"] = "" } };

        Should.Throw<HostingException>(() => PrivateServer.StartAsync(options)).Message.ShouldContain("\"a = b\"");
    }

    private static void ShouldBeGone(string folder)
    {
        ServerProcesses.Of(folder).ShouldBeEmpty();
        Directory.Exists(folder).ShouldBeFalse();
    }

    private static async Task<string?> ScalarAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (string?)await command.ExecuteScalarAsync();
    }
}
