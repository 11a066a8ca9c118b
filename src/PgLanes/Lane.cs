using System.Collections.Concurrent;
using Npgsql;
using PgLanes.Leasing;
using PgLanes.Sql;

namespace PgLanes;

/// <summary>A leased lane. Nobody else has it until it is disposed, or this process ends.</summary>
public sealed class Lane : IAsyncDisposable
{
    private readonly LaneLease _lease;
    private readonly Lazy<NpgsqlDataSource> _dataSource;
    private readonly Lazy<StatementRenamer> _renamer;
    private readonly ConcurrentBag<NpgsqlDataSource> _ownSources = [];
    private int _resets;

    internal Lane(LaneLease lease)
    {
        _lease = lease;
        _dataSource = new Lazy<NpgsqlDataSource>(() => Build(_ => { }));
        _renamer = new Lazy<StatementRenamer>(() => new StatementRenamer(lease.Pool.Names(Number)));
    }

    /// <summary>The lane's number, from 1.</summary>
    public int Number => Own.Number;

    /// <summary>The lane's name: its first schema, or its database.</summary>
    public string Name => Own.Name;

    /// <summary>What the lane is made of.</summary>
    public LaneKind Kind => _lease.Kind;

    /// <summary>How programs of any language reach the lane.</summary>
    /// <exception cref="LaneLostException">The connection that held the lane broke: another process may have it.</exception>
    public LaneAddress Address
    {
        get
        {
            _lease.CheckHeld(Number);
            return Own;
        }
    }

    /// <summary>An Npgsql connection string whose search path is the lane's; holds the password.</summary>
    /// <exception cref="LaneLostException">As for <see cref="Address"/>.</exception>
    public string ConnectionString => Address.ConnectionString;

    /// <summary>
    /// Connections to the lane, made when first asked for and closed with the lane. In a lane of schemas it loads only the types of the lane, of
    /// extensions and of PostgreSQL itself, because other lanes have types of the same names. Its pool is no larger than lets all lanes fit on the server.
    /// </summary>
    /// <exception cref="LaneLostException">As for <see cref="Address"/>; a new connection of the data source throws it, too.</exception>
    /// <exception cref="ObjectDisposedException">The lane was returned.</exception>
    public NpgsqlDataSource DataSource
    {
        get
        {
            _lease.CheckLeased(Number);
            return _dataSource.Value;
        }
    }

    /// <summary>What each of the template's schemas is called in the lane, in the order of the search path. In a lane that is a database they keep
    /// their names.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Schemas =>
        [.. _lease.Pool.Options.Schemas.Zip(LaneNaming.Schemas(_lease.Pool.Options, Number), KeyValuePair.Create)];

    /// <summary>How often the lane was put back since it was leased, by <see cref="ResetAsync"/>: what a program remembers of the lane, such as numbers taken
    /// from a sequence, is out of date when this has changed.</summary>
    public int Resets => Volatile.Read(ref _resets);

    /// <summary>Whether another pool or command has found, since this lane was leased, that the template is not any more what the lane was made of. Also logged, as
    /// a warning. The lane stays as it is, and is made anew once it was returned. Known at the next round trip of PgLanes' connection, 2 seconds later at most.</summary>
    public bool IsStale => _lease.IsStale;

    /// <summary>
    /// Makes connections to the lane that know your types: <see cref="DataSource"/> with mappings, plugins and interceptors of your own. Closed with the
    /// lane, so make one and keep it. Its pool is one more: few large ones do not fit on the server.
    /// </summary>
    /// <param name="configure">Adds to the builder, which has the lane's address.</param>
    /// <exception cref="LaneLostException">As for <see cref="DataSource"/>; not from new connections where <paramref name="configure"/> sets an initializer
    /// of physical connections of its own.</exception>
    /// <exception cref="ObjectDisposedException">The lane was returned.</exception>
    public NpgsqlDataSource CreateDataSource(Action<NpgsqlDataSourceBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _lease.CheckLeased(Number);
        var source = Build(configure);
        _ownSources.Add(source);
        return source;
    }

    /// <summary>
    /// Returns a statement of a program with the lane's schemas in place of the template's: <c>app.orders</c> becomes <c>test_worker_1.orders</c>. Only names
    /// move, and literals that PostgreSQL reads as names, such as <c>'app.orders'::regclass</c>; other literals, comments and settings such as
    /// <c>app.tenant</c> stay. So does a name that the template does not have where its schema also holds an extension's objects. Text that is malformed is
    /// no error. Costs a search where no schema is named; otherwise a reading of the text, once for each text while it is among the last 1,000.
    /// </summary>
    /// <param name="sql">One or more statements.</param>
    public string RenameSql(string sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        return _renamer.Value.Rename(sql);
    }

    /// <summary>
    /// Puts the lane back to its baseline, in one round trip, or two where it is a database; where nothing changed, nothing is written. Open transactions on the lane that
    /// hold locks on what changed make it wait.
    /// </summary>
    /// <exception cref="LaneLostException">The connection that held the lane broke: another process may have it.</exception>
    /// <exception cref="LaneException">The reset failed; the lane is quarantined, and made anew at its next lease.</exception>
    public async Task<LaneReset> ResetAsync(CancellationToken ct = default)
    {
        var reset = await _lease.ResetAsync(Number, ct).ConfigureAwait(false);
        Interlocked.Increment(ref _resets);
        return reset;
    }

    /// <summary>Lists the rows that differ from the baseline, as other sessions see them. Costs a read and sort of the lane's rows.</summary>
    /// <param name="mostRows">How many rows that were added, and how many that are missing, are listed of each table. At least 1.</param>
    /// <param name="ct">Ends the listing.</param>
    /// <exception cref="LaneException">The rows could not be read.</exception>
    public Task<IReadOnlyList<TableDifference>> CompareAsync(int mostRows = 10, CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mostRows, 1);
        return _lease.CompareAsync(Number, mostRows, ct);
    }

    /// <summary>
    /// Sets the lane aside for someone to look at: when it is disposed it is not reset, and nobody has it until the pool is closed. After
    /// that it counts as quarantined, and only pools that are opened later lease it, when they have no other. <c>pglanes down</c> drops it.
    /// </summary>
    /// <returns>False where every other lane of the pool is set aside: then this one is not, so that those who wait for a lane get one.</returns>
    /// <exception cref="LaneException">The registry could not be written.</exception>
    public Task<bool> KeepAsync(CancellationToken ct = default) => _lease.KeepAsync(Number, ct);

    /// <summary>Returns the lane. Bounded: 15 seconds at most.</summary>
    /// <exception cref="LaneLostException">The connection that held the lane broke, and nothing has said so before.</exception>
    public async ValueTask DisposeAsync()
    {
        while (_ownSources.TryTake(out var source)) await source.DisposeAsync().ConfigureAwait(false);
        if (_dataSource.IsValueCreated) await _dataSource.Value.DisposeAsync().ConfigureAwait(false);
        await _lease.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Makes sure that the lane is still this process's. No round trip.</summary>
    internal void CheckLeased() => _lease.CheckLeased(Number);

    /// <summary>Whether the lane has a role of its own.</summary>
    internal bool IsSealed => _lease.Pool.Options.Seal;

    /// <summary>Where types are that sessions on the lane may use: other lanes have types of the same names.</summary>
    internal IEnumerable<string> TypeSchemas =>
        LaneNaming.Schemas(_lease.Pool.Options, Number).Union(_lease.Pool.Template.ExtensionSchemas).Append("pg_catalog");

    private LaneAddress Own => _lease.Addresses[0];

    // Told where a connection is made: code that keeps a data source asks the lane no more.
    private NpgsqlDataSource Build(Action<NpgsqlDataSourceBuilder> configure)
    {
        var builder = new NpgsqlDataSourceBuilder(ConnectionString).UseLoggerFactory(_lease.Pool.Options.LoggerFactory).UsePhysicalConnectionInitializer(
            _ => _lease.CheckHeld(Number),
            _ =>
            {
                _lease.CheckHeld(Number);
                return Task.CompletedTask;
            });
        configure(builder);
        return builder.UseLane(this).Build();
    }
}
