namespace PgLanes.Hosting;

/// <summary>
/// A PostgreSQL of one's own: on a free port of the loopback address and a socket in a private folder, with a random password.
/// </summary>
public sealed class PrivateServer : IAsyncDisposable
{
    private readonly OwnedFolder? _owned;
    private readonly ServerFolder _folder;
    private readonly Postmaster _postmaster;
    private readonly string _password;
    private readonly ExitHook? _exitHook;
    private readonly Lazy<Task> _stopping;

    internal PrivateServer(ServerFolder folder, OwnedFolder? owned, Postmaster postmaster, Version version, string password)
    {
        (_folder, _owned) = (folder, owned);
        (_postmaster, _password) = (postmaster, password);
        Version = version;
        _stopping = new(StopAsync);
        if (owned is not null) _exitHook = new ExitHook(() => DisposeAsync().AsTask());
    }

    /// <summary>Connects to the database <c>postgres</c> as superuser; holds the password.</summary>
    public string ConnectionString => ConnectionStringFor("postgres");

    /// <summary>The loopback address, the only one that the server listens on.</summary>
    public string Host { get; } = ServerStarter.Host;

    /// <summary>The TCP port.</summary>
    public int Port => _postmaster.Port;

    /// <summary>The folder of the Unix socket; null on Windows.</summary>
    public string? SocketDirectory => _folder.Socket;

    /// <summary>The data folder.</summary>
    public string DataDirectory => _folder.Data;

    /// <summary>The process id of the server.</summary>
    public int ProcessId => _postmaster.ProcessId;

    /// <summary>The server's version, such as 18.4.</summary>
    public Version Version { get; }

    /// <summary>Whether the server outlives this process: then disposing leaves it running.</summary>
    public bool IsShared => _owned is null;

    /// <summary>
    /// Starts a server that belongs to this process: about a second. It is stopped and deleted by <see cref="DisposeAsync"/>, when the
    /// process exits or is asked to, or, where the process is killed, by the next start of any server of this user. A failed or cancelled
    /// start leaves nothing.
    /// </summary>
    /// <exception cref="HostingException">No binaries are found, or the server does not start: its last log lines are in the
    /// message.</exception>
    public static async Task<PrivateServer> StartAsync(PrivateServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        options.Check();
        var binaries = await PostgresBinaries.FindAsync(options, cancellationToken).ConfigureAwait(false);
        var servers = HostingFolders.Servers(options);
        await OwnedFolder.CleanUpAbandonedAsync(servers).ConfigureAwait(false);
        var owned = OwnedFolder.Create(servers, binaries.Folder);
        try
        {
            var password = DataFolder.NewPassword();
            owned.Folder.CreateRun();
            await DataFolder.CreateAsync(owned.Folder, binaries, password, cancellationToken).ConfigureAwait(false);
            var postmaster = await ServerStarter.StartAsync(owned.Folder, binaries, options, password, cancellationToken)
                .ConfigureAwait(false);
            return new PrivateServer(owned.Folder, owned, postmaster, binaries.Version, password);
        }
        catch
        {
            await owned.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Returns this user's shared server of the wanted version, starting it if it does not run. It outlives this process and its terminal.
    /// However many processes ask at once, one server starts, and the settings are those of whoever started it. One that was killed is
    /// started again with its databases; where the machine went down under it, it is made anew, because its data cannot be trusted then.
    /// Costs a few milliseconds where it runs, a second where it does not.
    /// </summary>
    /// <exception cref="HostingException">No binaries are found, or the server does not start: its last log lines are in the
    /// message.</exception>
    public static async Task<PrivateServer> StartOrReuseAsync(
        PrivateServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        options.Check();
        var binaries = await PostgresBinaries.FindAsync(options, cancellationToken).ConfigureAwait(false);
        var shared = new SharedServer(HostingFolders.State(options), binaries.Version.Major);
        return await shared.StartOrReuseAsync(binaries, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Returns how this user's shared server is: of the wanted version, or else the one that runs, the newest first. Null where there is
    /// none.
    /// </summary>
    public static Task<SharedServerStatus?> GetSharedAsync(
        PrivateServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        options ??= new();
        var all = SharedServer.AllIn(HostingFolders.State(options), options.Version).Select(server => server.GetStatus());
        return Task.FromResult(all.OfType<SharedServerStatus>().OrderByDescending(status => status.IsRunning).FirstOrDefault());
    }

    /// <summary>
    /// Stops this user's shared servers, or only that of the wanted version, and deletes their databases. Returns how many there were.
    /// </summary>
    public static async Task<int> StopSharedAsync(PrivateServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        var stopped = 0;
        foreach (var server in SharedServer.AllIn(HostingFolders.State(options), options.Version).ToList())
            if (await server.StopAsync(cancellationToken).ConfigureAwait(false)) stopped++;
        return stopped;
    }

    /// <summary>Connects to a database of this server as superuser; holds the password.</summary>
    public string ConnectionStringFor(string database) => ServerStarter.ConnectionString(Port, _password, database);

    /// <summary>
    /// Stops the server and deletes its folder: a few tens of milliseconds, with open connections cut. Leaves a shared server running.
    /// </summary>
    public ValueTask DisposeAsync() => new(_stopping.Value);

    private async Task StopAsync()
    {
        if (_owned is null) return;
        _exitHook?.Dispose();
        await _owned.DisposeAsync().ConfigureAwait(false);
    }
}
