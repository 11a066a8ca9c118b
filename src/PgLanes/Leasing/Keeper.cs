using System.Data;
using Npgsql;

namespace PgLanes.Leasing;

/// <summary>The connection that holds lanes: while it lives, they are leased, and it runs their resets, so that its plans stay warm. A lane that
/// is a database is reset on a connection of its own, because no session works in two databases.</summary>
internal sealed class Keeper(NpgsqlConnection connection, Func<LaneRow, Connector> on, int template, int version, TemplateNews news, LaneLog log) : IAsyncDisposable
{
    private static readonly TimeSpan ReleasePatience = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<int, NpgsqlConnection> _inLanes = [];
    private readonly Lock _hearing = new();
    private Action? _whenStale;
    private volatile bool _isStale;
    private int _disposed;

    public NpgsqlConnection Connection => connection;

    public int Template => template;

    public int Version => version;

    public bool IsAlive => Volatile.Read(ref _disposed) == 0 && connection.State == ConnectionState.Open;

    /// <summary>Whether somebody has found that the template is not any more what the lanes were made of, since <see cref="Listen"/>.</summary>
    public bool IsStale => _isStale;

    /// <summary>Hears of changes of the template from now on, where the session listens.</summary>
    public void Listen() => connection.Notification += Hear;

    /// <summary>Has <paramref name="tell"/> called each time that the lanes become stale, also if they are already.</summary>
    public void WhenStale(Action tell)
    {
        lock (_hearing)
        {
            _whenStale = tell;
            if (_isStale) tell();
        }
    }

    /// <summary>Runs <paramref name="work"/> on the connection, which does one thing at a time.</summary>
    public async Task<T> UseAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await work(connection).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Runs <paramref name="work"/> on a connection to the database that the lane is in. All work of a keeper is done in turn.</summary>
    public Task<T> UseAsync<T>(LaneRow lane, Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken) =>
        UseAsync(async c => await work(lane.Database is null ? c : await EnterAsync(c, lane, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false), cancellationToken);

    /// <summary>Closes the connection to the lane's own database, so that it can be dropped.</summary>
    public async Task LeaveAsync(LaneRow lane)
    {
        if (_inLanes.Remove(lane.Id, out var inLane)) await inLane.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Gives every lock back and closes the connection. When it returns, others can take the lanes.</summary>
    public ValueTask DisposeAsync() => EndAsync(null);

    /// <summary>Gives every lock back and the connection to <paramref name="connector"/>. When it returns, others can take the lanes.</summary>
    public ValueTask HandBackAsync(Connector connector) => EndAsync(connector);

    private async ValueTask EndAsync(Connector? connector)
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        connection.Notification -= Hear;
        var isKept = false;
        using var patience = new CancellationTokenSource(ReleasePatience);
        try
        {
            // The server sees a closed connection only a moment later; asking makes sure.
            if (connection.State == ConnectionState.Open)
            {
                // What one that stays open did is counted now and not later, when it would be taken for somebody else's; version 14 cannot do that.
                var mayBeKept = connector is not null && connection.PostgreSqlVersion.Major >= 15;
                var release = "SELECT pg_catalog.pg_advisory_unlock_all()::text" + (mayBeKept ? ", pg_catalog.pg_stat_force_next_flush()::text" : "");
                await UseAsync(c => Registry.ScalarAsync(c, release, [], patience.Token), patience.Token).ConfigureAwait(false);
                if (connector is not null && mayBeKept)
                {
                    connector.Keep(connection);
                    isKept = true;
                }
            }
        }
        catch (Exception exception) when (ServerErrors.IsUnexplained(exception) || exception is OperationCanceledException)
        {
            // It loses its locks when it is closed, which is next.
            log.NotReleased(exception);
        }
        finally
        {
            foreach (var inLane in _inLanes.Values) await inLane.DisposeAsync().ConfigureAwait(false);
            if (!isKept) await connection.DisposeAsync().ConfigureAwait(false);
            _turn.Dispose();
        }
    }

    private void Hear(object sender, NpgsqlNotificationEventArgs heard)
    {
        if (news.IsOther(heard, template, version) is not { } isOther) return;
        lock (_hearing)
        {
            // Told first: who sees that the lanes are stale finds it in the log, too.
            if (isOther && !_isStale) _whenStale?.Invoke();
            _isStale = isOther;
        }
    }

    private async Task<NpgsqlConnection> EnterAsync(NpgsqlConnection holding, LaneRow lane, CancellationToken cancellationToken)
    {
        if (!_inLanes.TryGetValue(lane.Id, out var inLane) || inLane.State != ConnectionState.Open)
        {
            await LeaveAsync(lane).ConfigureAwait(false);
            _inLanes[lane.Id] = inLane = await on(lane).OpenKeeperAsync(cancellationToken).ConfigureAwait(false);
        }

        // The locks are not on this connection, which would work on where they are gone and the lane is another's: the one that has them must answer first.
        await Registry.ScalarAsync(holding, "SELECT 'held'", [], cancellationToken).ConfigureAwait(false);
        return inLane;
    }
}
