using Npgsql;
using PgLanes.Leasing;

namespace PgLanes;

/// <summary>A leased lane. Nobody else has it until it is disposed, or this process ends.</summary>
public sealed class Lane : IAsyncDisposable
{
    private readonly LaneLease _lease;
    private readonly Lazy<NpgsqlDataSource> _dataSource;

    internal Lane(LaneLease lease)
    {
        _lease = lease;
        _dataSource = new Lazy<NpgsqlDataSource>(CreateDataSource);
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
    public NpgsqlDataSource DataSource
    {
        get
        {
            _lease.CheckHeld(Number);
            return _dataSource.Value;
        }
    }

    /// <summary>
    /// Puts the lane back to its baseline, in one round trip; where nothing changed, nothing is written. Open transactions on the lane that
    /// hold locks on what changed make it wait.
    /// </summary>
    /// <exception cref="LaneLostException">The connection that held the lane broke: another process may have it.</exception>
    /// <exception cref="LaneException">The reset failed; the lane is quarantined, and made anew at its next lease.</exception>
    public Task<LaneReset> ResetAsync(CancellationToken ct = default) => _lease.ResetAsync(Number, ct);

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
        if (_dataSource.IsValueCreated) await _dataSource.Value.DisposeAsync().ConfigureAwait(false);
        await _lease.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Whether the lane has a role of its own.</summary>
    internal bool IsSealed => _lease.Pool.Options.Seal;

    /// <summary>Where types are that sessions on the lane may use: other lanes have types of the same names.</summary>
    internal IEnumerable<string> TypeSchemas =>
        LaneNaming.Schemas(_lease.Pool.Options, Number).Union(_lease.Pool.Template.ExtensionSchemas).Append("pg_catalog");

    private LaneAddress Own => _lease.Addresses[0];

    private NpgsqlDataSource CreateDataSource() => new NpgsqlDataSourceBuilder(ConnectionString)
        .UseLoggerFactory(_lease.Pool.Options.LoggerFactory)
        .UseLane(this)
        .UsePhysicalConnectionInitializer(
            _ => _lease.CheckHeld(Number),
            _ =>
            {
                _lease.CheckHeld(Number);
                return Task.CompletedTask;
            })
        .Build();
}
