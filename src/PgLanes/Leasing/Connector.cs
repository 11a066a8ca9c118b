using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;
using PgLanes.Catalog;

namespace PgLanes.Leasing;

/// <summary>Opens PgLanes' own connections: neither pooled nor reset, because a lease lives as long as its connection, and without
/// loaded types, because nothing but built-in ones is read.</summary>
internal sealed class Connector : IAsyncDisposable
{
    // What policies hide from the role would be missing in the lanes: rather an error than a silent gap. And a commit need not wait for the
    // disk: a server that crashes forgets the last commits in their order, so that lanes are at worst as they were a moment before.
    // Statements that are sent together each see what others did just before, whatever the role's own settings say.
    private const string Options = @"-c row_security=off -c synchronous_commit=off -c default_transaction_isolation=read\ committed";
    // What a machine that vanished held is free after 14 seconds: questions go out 5, 8 and 11 seconds after its last word. The limit for what it does
    // not take counts instead of their number, so it has to have passed by then. A user's own options come after these and win.
    private const string Vigilance =
        "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=3 -c tcp_keepalives_count=3 -c tcp_user_timeout=12000";

    private readonly NpgsqlDataSource _plain;
    private readonly NpgsqlDataSource _replica;
    private readonly SpareConnections _spares = new();
    private readonly ILoggerFactory? _loggerFactory;

    public Connector(string connectionString, ILoggerFactory? loggerFactory)
    {
        Server = ConnectionText.Parse(connectionString);
        _loggerFactory = loggerFactory;
        _plain = Build(Server, loggerFactory, Options);
        _replica = Build(Server, loggerFactory, $"{Options} -c session_replication_role=replica");
    }

    /// <summary>Returns what opens PgLanes' own connections for a pool that is opened with <paramref name="connectionString"/>.</summary>
    /// <exception cref="ArgumentException">The two connection strings name different databases.</exception>
    public static Connector Create(string connectionString, LanePoolOptions options)
    {
        var connector = new Connector(options.KeeperConnectionString ?? connectionString, options.LoggerFactory)
        {
            Demand = LaneDemand.Of(options),
            Detour = options.KeeperConnectionString is null ? null : ConnectionText.Parse(connectionString),
        };
        if (connector.Detour is { } detour)
        {
            DatabaseGuard.Check(detour, options);
            if (detour.Database != connector.Server.Database)
                throw new ArgumentException($"KeeperConnectionString leads to the database \"{connector.Server.Database}\", and the pool to \"{detour.Database}\"; name the same.");
        }

        return connector;
    }

    /// <summary>The server, database and user as they were given, defaults filled in.</summary>
    public NpgsqlConnectionStringBuilder Server { get; }

    /// <summary>What the pool's lanes need, for the message where connections run out.</summary>
    public required LaneDemand Demand { get; init; }

    /// <summary>What the addresses of lanes lead over, where that is not the same.</summary>
    public NpgsqlConnectionStringBuilder? Detour { get; init; }

    /// <summary>What the server allows; known once <see cref="AskAsync"/> has run.</summary>
    public ServerFacts Facts { get; private set; } = ServerFacts.Unknown;

    /// <summary>Asks what the server allows. One connection, one round trip.</summary>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(_plain, cancellationToken).ConfigureAwait(false);
        try
        {
            Facts = await ServerFacts.ReadAsync(connection, cancellationToken).ConfigureAwait(false);
            DatabaseGuard.Check(Server, Facts);
            if (!Facts.HasStartOptions) throw Pooler.Explain(Server, "drops the settings that a connection starts with");
            await Pooler.CheckAsync(connection, Facts.Process, Server, OpenAsync, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        Keep(connection);
    }

    /// <summary>Opens a connection on which triggers and foreign keys do their work.</summary>
    public Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => OpenAsync(_plain, cancellationToken);

    /// <summary>Takes back a connection that builds lanes, for the next who asks for one. It must hold no lock and no transaction.</summary>
    public void Keep(NpgsqlConnection keeper) => _spares.Keep(keeper);

    /// <summary>Returns a connection that builds, holds and resets lanes, one that was just given back if there is one: where the role may, it is a replica's from its start, because
    /// to set that later would throw away the session's plans.</summary>
    public Task<NpgsqlConnection> OpenKeeperAsync(CancellationToken cancellationToken) => _spares.Take() is { } spare
        ? Task.FromResult(spare)
        : OpenAsync(Facts.MayReplicate ? _replica : _plain, cancellationToken);

    /// <summary>Returns what opens connections to another database of the server, with the same login, which made that database.</summary>
    public Connector For(string database) =>
        new(new NpgsqlConnectionStringBuilder(Server.ConnectionString) { Database = database }.ConnectionString, _loggerFactory)
        {
            Facts = Facts with { MayCreateSchemas = true },
            Demand = Demand,
            Detour = Detour is null ? null : new NpgsqlConnectionStringBuilder(Detour.ConnectionString) { Database = database },
        };

    /// <summary>Returns a connection that was just given back; null where there is none. It may have broken without anybody having noticed.</summary>
    public NpgsqlConnection? TakeSpare() => _spares.Take();

    public async ValueTask DisposeAsync()
    {
        _spares.Dispose();
        await _plain.DisposeAsync().ConfigureAwait(false);
        await _replica.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<NpgsqlConnection> OpenAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        try
        {
            return await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (ServerErrors.IsUnexplained(exception))
        {
            throw ServerErrors.WhenOpening(Server, exception, Facts.Connections.Explain(Demand));
        }
    }

    private static NpgsqlDataSource Build(NpgsqlConnectionStringBuilder server, ILoggerFactory? loggerFactory, string options)
    {
        var own = new NpgsqlConnectionStringBuilder(server.ConnectionString)
        {
            Pooling = false,
            Multiplexing = false,
            Enlist = false,
            ApplicationName = server.ApplicationName ?? DefaultApplicationName(),
            CommandTimeout = 0,
            // Asks the server now and then while nothing else does, so that a holder learns that it lost its lanes.
            KeepAlive = 2,
            // What every lease runs is prepared from its second lease on.
            MaxAutoPrepare = 40,
            AutoPrepareMinUsages = 2,
        };
        // A socket of this machine's own refuses what is only TCP's, and with it the connection.
        if (!ConnectionText.NamesSocket(own.Host))
        {
            own.TcpKeepAlive = true;
            own.TcpKeepAliveTime = 5;
            own.TcpKeepAliveInterval = 3;
        }

        // What is asked of the catalogs looks expensive to the planner, and is run once: to compile it costs more than to run it.
        own.Options = string.Join(' ', new[] { Vigilance, own.Options, "-c jit=off", options }.Where(part => !string.IsNullOrEmpty(part)));
        return new NpgsqlDataSourceBuilder(own.ConnectionString).UseLoggerFactory(loggerFactory).ConfigureTypeLoading(types => types.EnableTypeLoading(false)).Build();
    }

    private static string DefaultApplicationName()
    {
        using var process = Process.GetCurrentProcess();
        return $"pglanes ({process.ProcessName} {Environment.ProcessId})";
    }
}

/// <summary>What the server allows this role.</summary>
/// <param name="MayReplicate">Whether the role may set <c>session_replication_role</c>.</param>
/// <param name="LockBudget">How many locks PgLanes may keep at once: a quarter of the server's lock table.</param>
/// <param name="Connections">How many connections there may be at once.</param>
/// <param name="MayCreateSchemas">Whether the role may create schemas in the database.</param>
/// <param name="Role">The role.</param>
/// <param name="HasStartOptions">Whether the settings arrived that the connection was opened with.</param>
/// <param name="Process">The number of the server's process that answered.</param>
/// <param name="IsStandby">Whether the server only repeats what another one does.</param>
internal sealed record ServerFacts(bool MayReplicate, int LockBudget, ConnectionLimits Connections, bool MayCreateSchemas, string Role, bool HasStartOptions, int Process, bool IsStandby)
{
    private static readonly string Query = KindReader.QueryText("server_facts.sql");

    public static ServerFacts Unknown { get; } = new(MayReplicate: false, 1600, ConnectionLimits.Unknown, MayCreateSchemas: true, "", HasStartOptions: true, Process: 0, IsStandby: false);

    public static async Task<ServerFacts> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // The function that tells the right to set a parameter is of version 15.
        var granted = connection.PostgreSqlVersion.Major >= 15
            ? " OR has_parameter_privilege('session_replication_role', 'SET')"
            : "";
        var command = new NpgsqlCommand(Query.Replace(":granted", granted, StringComparison.Ordinal), connection);
        await using var _ = command.ConfigureAwait(false);
        var row = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = row.ConfigureAwait(false);
        await row.ReadAsync(cancellationToken).ConfigureAwait(false);
        return new ServerFacts(
            row.Flag("may_replicate"), Math.Max(200, row.Number("locks") / 4), new ConnectionLimits(row.Number("max_connections"), row.Number("superuser_reserved_connections"), row.Number("reserved_connections")),
            row.Flag("may_create"), row.Text("role"),
            row.Flag("has_start_options"), row.Number("process"), row.Flag("is_standby"));
    }
}
