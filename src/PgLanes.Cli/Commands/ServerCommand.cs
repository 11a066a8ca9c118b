using System.CommandLine;
using PgLanes.Cli.Output;
using PgLanes.Hosting;
using PgLanes.Leasing;
using Spectre.Console;

namespace PgLanes.Cli.Commands;

/// <summary><c>pglanes server</c>: the private PostgreSQL that this user's projects share.</summary>
internal static class ServerCommand
{
    private static readonly Option<string?> s_version = new("--version")
    {
        HelpName = "VERSION",
        Description = "The major version (18) or a full one (18.4) [default: what is found; else the newest]",
    };

    private static readonly Option<bool> s_json = new("--json") { Description = "Writes one JSON object to standard output" };

    public static Command Create() => new("server", "The private PostgreSQL: loopback only, shared by this user's projects, tuned for tests.")
    {
        Create("start", "Starts the server, or finds it running.", StartAsync),
        Create("stop", "Stops the server and deletes its databases.", StopAsync),
        Create("status", "Says whether the server runs, and where.", StatusAsync),
        Create("install", "Gets server binaries with the npm client into the tool's cache.", InstallAsync),
    };

    public static string Describe(SharedServerStatus server) => server.IsRunning
        ? $"PostgreSQL {server.Version} runs on 127.0.0.1:{server.Port}, with its data in {server.DataDirectory}."
        : $"PostgreSQL {server.Version} is stopped; its databases are kept in {server.DataDirectory}, and `pglanes server start` starts it again.";

    private static Command Create(string name, string description, Func<PrivateServerOptions, bool, CancellationToken, Task<int>> action)
    {
        var command = new Command(name, description) { s_version, s_json };
        command.SetAction((parsed, _) => Runner.RunAsync(cancellationToken =>
        {
            var options = new PrivateServerOptions { Version = parsed.GetValue(s_version), Progress = new HostingNews() };
            return action(options, parsed.GetValue(s_json), cancellationToken);
        }));
        return command;
    }

    private static async Task<int> StartAsync(PrivateServerOptions options, bool json, CancellationToken cancellationToken)
    {
        await using var server = await PrivateServer.StartOrReuseAsync(options, cancellationToken);
        return await StatusAsync(options with { Version = $"{server.Version.Major}" }, json, cancellationToken);
    }

    private static async Task<int> StopAsync(PrivateServerOptions options, bool json, CancellationToken cancellationToken)
    {
        var stopped = await PrivateServer.StopSharedAsync(options, cancellationToken);
        if (json) Json.Write(new ServerStopDocument(stopped), context => context.ServerStopDocument);
        else Screen.Create(json).Results.WriteLine(stopped == 0 ? "There was no private PostgreSQL to stop." : "Stopped the private PostgreSQL and deleted its databases.");
        return ExitCode.Done;
    }

    private static async Task<int> StatusAsync(PrivateServerOptions options, bool json, CancellationToken cancellationToken)
    {
        var status = await PrivateServer.GetSharedAsync(options, cancellationToken);
        if (json) Json.Write(ToDocument(status), context => context.ServerDocument);
        else Screen.Create(json).Results.WriteLine(status is null ? "There is no private PostgreSQL; `pglanes server start` starts one." : Describe(status));
        return ExitCode.Done;
    }

    private static async Task<int> InstallAsync(PrivateServerOptions options, bool json, CancellationToken cancellationToken)
    {
        var binaries = await PostgresBinaries.InstallAsync(options, cancellationToken);
        if (json) Json.Write(new BinariesDocument($"{binaries.Version}", binaries.Folder, binaries.FoundBy), context => context.BinariesDocument);
        else Screen.Create(json).Results.WriteLine($"PostgreSQL {binaries.Version} is in {binaries.Folder}.");
        return ExitCode.Done;
    }

    private static ServerDocument ToDocument(SharedServerStatus? status) => status is null
        ? new ServerDocument(false, null, null, null, null, null)
        : new ServerDocument(
            status.IsRunning,
            $"{status.Version}",
            status.IsRunning ? status.Port : null,
            status.DataDirectory,
            status.ConnectionString is { } connection ? AddressBook.Url(ConnectionText.Parse(connection)) : null,
            status.Since?.ToString("O"));
}
