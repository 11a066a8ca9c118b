using PgLanes.Cli.Output;
using PgLanes.Cli.Settings;

namespace PgLanes.Cli.Running;

/// <summary>Lanes 1 to N, fresh, and leased until disposed.</summary>
internal sealed class HeldLanes : IAsyncDisposable
{
    private readonly LanePool _pool;
    private readonly LaneGroup _group;

    private HeldLanes(LanePool pool, LaneGroup group) => (_pool, _group) = (pool, group);

    public IReadOnlyList<LaneAddress> Lanes => _group.Lanes;

    public static async Task<HeldLanes> TakeAsync(LaneSettings settings, CancellationToken cancellationToken)
    {
        var screen = Screen.ForMessages();
        var pool = await PoolSource.OpenAsync(settings, screen, cancellationToken);
        try
        {
            await LaneProgressBars.ShowAsync(screen, settings.Lanes, progress => pool.EnsureAsync(settings.Lanes, progress, cancellationToken));
            Hazards.Show(screen, pool);
            var group = await pool.LeaseManyAsync(settings.Lanes, cancellationToken);
            try
            {
                // From here on nothing is PgLanes' own.
                await group.FlushCountsAsync(cancellationToken);
                await pool.AuditAsync(cancellationToken);
            }
            catch
            {
                await group.DisposeAsync();
                throw;
            }
            return new HeldLanes(pool, group);
        }
        catch
        {
            await pool.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns what was read and written outside the lanes since they were taken, or null where that cannot be told; then it is said why.</summary>
    public async Task<IReadOnlyList<Escape>?> CountEscapesAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await _pool.CountEscapesAsync(allEnd: true, cancellationToken)).Escapes;
        }
        catch (LaneException error)
        {
            Failures.Write(error.Message);
            return null;
        }
    }

    /// <summary>Resets the lanes. One that cannot be reset is told of, and does not change how the command ended: its next lease makes it anew.</summary>
    public async Task ResetAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _group.ResetAsync(cancellationToken);
        }
        catch (LaneException error)
        {
            Failures.Write(error.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _group.DisposeAsync();
        await _pool.DisposeAsync();
    }
}
