using System.Diagnostics;
using PgLanes.Audit;
using PgLanes.Leasing;

namespace PgLanes;

/// <summary>Counts the escapes of one pool, from one audit to the next.</summary>
internal sealed class LaneAuditor(Connector connector, LanePoolOptions options) : IDisposable
{
    private readonly SnapshotReader _reader = new(connector, options);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Snapshot? _last;

    /// <summary>Begins to count. Costs a connection where none was just given back.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var connection = await connector.OpenKeeperAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _last = await _reader.ReadAsync(connection, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        // A database to which somebody is connected cannot be copied.
        if (options.Kind == LaneKind.Database) await connection.DisposeAsync().ConfigureAwait(false);
        else connector.Keep(connection);
    }

    /// <param name="allEnd">Whether every session that began since is about to end, so that it can be waited for.</param>
    /// <param name="cancellationToken">Ends the audit; the next one counts from where this one would have.</param>
    public async Task<LaneAudit> AuditAsync(bool allEnd, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var connection = await connector.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = connection.ConfigureAwait(false);
            var before = _last!;
            _last = await _reader.ReadSettledAsync(connection, before, allEnd, cancellationToken).ConfigureAwait(false);
            return new LaneAudit(
                Stopwatch.GetElapsedTime(before.Taken, _last.Taken), EscapeFinder.Find(before, _last, options.Schemas.ToHashSet(), options.Schema));
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
