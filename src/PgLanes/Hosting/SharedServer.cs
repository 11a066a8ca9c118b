namespace PgLanes.Hosting;

/// <summary>The one server of a user and major version that outlives the processes which use it.</summary>
internal sealed class SharedServer(string stateFolder, int majorVersion)
{
    private const string Prefix = "shared-";
    private static readonly TimeSpan s_lockPatience = TimeSpan.FromMinutes(3);
    private readonly ServerFolder _folder = new(Path.Combine(stateFolder, $"{Prefix}{majorVersion}"));

    /// <summary>The shared servers in a state folder, the highest version first.</summary>
    public static IEnumerable<SharedServer> AllIn(string stateFolder, string? version)
    {
        if (!Directory.Exists(stateFolder)) return [];
        var wanted = WantedVersion.Parse(version)?.Major;
        return Directory.EnumerateDirectories(stateFolder, Prefix + "*")
            .Select(folder => int.TryParse(Path.GetFileName(folder)[Prefix.Length..], out var major) ? major : 0)
            .Where(major => major > 0 && (wanted is null || wanted == major)).OrderDescending()
            .Select(major => new SharedServer(stateFolder, major));
    }

    public SharedServerStatus? GetStatus()
    {
        if (SharedServerState.Read(_folder.Path) is not { } state) return null;
        if (Postmaster.Find(_folder.Data) is not { } postmaster) return new(false, state.Version, 0, _folder.Data, null, null);
        var connectionString = ServerStarter.ConnectionString(postmaster.Port, state.Password, "postgres");
        return new(true, state.Version, postmaster.Port, _folder.Data, connectionString, postmaster.Started);
    }

    public async Task<PrivateServer> StartOrReuseAsync(
        PostgresBinaries binaries, PrivateServerOptions options, CancellationToken cancellationToken)
    {
        using var starting = await LockAsync(cancellationToken).ConfigureAwait(false);
        var state = SharedServerState.Read(_folder.Path);
        var postmaster = Postmaster.Find(_folder.Data);
        if (state is not null && postmaster is not null)
        {
            await ServerStarter.CheckLoginAsync(_folder, postmaster.Port, state.Password, options, cancellationToken).ConfigureAwait(false);
            return new PrivateServer(_folder, owned: null, postmaster, state.Version, state.Password);
        }
        if (state is not null && HasTrustedData(state))
        {
            var restarted = await RestartAsync(state, binaries, options, cancellationToken).ConfigureAwait(false);
            if (restarted is not null) return restarted;
        }
        await DeleteAsync(binaries.Folder).ConfigureAwait(false);
        return await CreateAsync(binaries, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops the server and deletes all that is kept of it.</summary>
    public async Task<bool> StopAsync(CancellationToken cancellationToken)
    {
        bool existed;
        using (await LockAsync(cancellationToken).ConfigureAwait(false))
        {
            existed = Directory.Exists(_folder.Path);
            await DeleteAsync(SharedServerState.Read(_folder.Path)?.BinaryFolder ?? "").ConfigureAwait(false);
        }
        ServerFolder.DeleteIfEmpty(stateFolder);
        return existed;
    }

    private Task<LockFile> LockAsync(CancellationToken cancellationToken) =>
        LockFile.AcquireAsync(Path.Combine(stateFolder, $"{Prefix}{majorVersion}.lock"), s_lockPatience, cancellationToken);

    private bool HasTrustedData(SharedServerState state)
    {
        var versionFile = Path.Combine(_folder.Data, "PG_VERSION");
        if (!File.Exists(versionFile) || File.ReadAllText(versionFile).Trim() != $"{majorVersion}") return false;
        // An orderly shutdown deletes the file with the process id, last of all.
        return !File.Exists(Postmaster.PidFileOf(_folder.Data)) || !state.IsFromAnotherBoot();
    }

    private async Task<PrivateServer?> RestartAsync(
        SharedServerState state, PostgresBinaries binaries, PrivateServerOptions options, CancellationToken cancellationToken)
    {
        Postmaster.KillStrays(_folder.Data);
        // The id in it may be another process's by now, and PostgreSQL would take that one for a running server.
        File.Delete(Postmaster.PidFileOf(_folder.Data));
        if (_folder.Socket is { } socket)
        {
            ServerFolder.CreateForAccount(socket);
            foreach (var stale in Directory.EnumerateFiles(socket, ".s.PGSQL.*")) File.Delete(stale);
        }
        try
        {
            state = new(state.Password, binaries.Version, binaries.Folder, SharedServerState.CurrentBoot());
            state.Write(_folder.Path);
            var postmaster = await ServerStarter.StartAsync(_folder, binaries, options, state.Password, cancellationToken)
                .ConfigureAwait(false);
            return new PrivateServer(_folder, owned: null, postmaster, binaries.Version, state.Password);
        }
        catch (HostingException error)
        {
            options.Progress?.Report(new HostingProgress($"The shared PostgreSQL {majorVersion} is made anew: {error.Message}", null));
            return null;
        }
    }

    private async Task<PrivateServer> CreateAsync(
        PostgresBinaries binaries, PrivateServerOptions options, CancellationToken cancellationToken)
    {
        try
        {
            ServerFolder.CreatePrivate(_folder.Path);
            _folder.CreateRun();
            var password = DataFolder.NewPassword();
            await DataFolder.CreateAsync(_folder, binaries, password, cancellationToken).ConfigureAwait(false);
            new SharedServerState(password, binaries.Version, binaries.Folder, SharedServerState.CurrentBoot()).Write(_folder.Path);
            var postmaster = await ServerStarter.StartAsync(_folder, binaries, options, password, cancellationToken).ConfigureAwait(false);
            return new PrivateServer(_folder, owned: null, postmaster, binaries.Version, password);
        }
        catch
        {
            await DeleteAsync(binaries.Folder).ConfigureAwait(false);
            throw;
        }
    }

    private async Task DeleteAsync(string binaryFolder)
    {
        if (Postmaster.Find(_folder.Data) is { } postmaster) await postmaster.StopAsync(binaryFolder).ConfigureAwait(false);
        Postmaster.KillStrays(_folder.Data);
        await _folder.DeleteRunAsync().ConfigureAwait(false);
        await ServerFolder.DeleteAsync(_folder.Path).ConfigureAwait(false);
    }
}
