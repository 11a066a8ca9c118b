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
    public int Number => Address.Number;

    /// <summary>The lane's name: its first schema.</summary>
    public string Name => Address.Name;

    /// <summary>What the lane is made of.</summary>
    public LaneKind Kind => _lease.Kind;

    /// <summary>How programs of any language reach the lane.</summary>
    public LaneAddress Address => _lease.Addresses[0];

    /// <summary>An Npgsql connection string whose search path is the lane's; holds the password.</summary>
    public string ConnectionString => Address.ConnectionString;

    /// <summary>
    /// Connections to the lane, made when first asked for and closed with the lane. It loads only the types of the lane, of extensions and
    /// of PostgreSQL itself, because other lanes have types of the same names. Its pool is no larger than lets all lanes fit on the server.
    /// </summary>
    public NpgsqlDataSource DataSource => _dataSource.Value;

    /// <summary>
    /// Puts the lane back to its baseline, in one round trip; where nothing changed, nothing is written. Open transactions on the lane that
    /// hold locks on what changed make it wait.
    /// </summary>
    /// <exception cref="LaneLostException">The connection that held the lane broke: another process may have it.</exception>
    /// <exception cref="LaneException">The reset failed; the lane is quarantined, and made anew at its next lease.</exception>
    public Task<LaneReset> ResetAsync(CancellationToken ct = default) => _lease.ResetAsync(Number, ct);

    /// <summary>Returns the lane. Bounded: 15 seconds at most.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_dataSource.IsValueCreated) await _dataSource.Value.DisposeAsync().ConfigureAwait(false);
        await _lease.DisposeAsync().ConfigureAwait(false);
    }

    private NpgsqlDataSource CreateDataSource()
    {
        var pool = _lease.Pool;
        var schemas = LaneNaming.Schemas(pool.Options, Number).Union(pool.Template.Model.ExtensionSchemas).Append("pg_catalog").ToArray();
        return new NpgsqlDataSourceBuilder(ConnectionString)
            .UseLoggerFactory(pool.Options.LoggerFactory)
            .ConfigureTypeLoading(types => types.SetTypeLoadingSchemas(schemas))
            .Build();
    }
}
