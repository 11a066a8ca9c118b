using PgLanes.Cli.Output;
using PgLanes.Cli.Settings;
using PgLanes.Cli.Timelines;
using PgLanes.Leasing;

namespace PgLanes.Cli.Running;

/// <summary>Lanes 1 to N, fresh, and leased until disposed.</summary>
internal sealed class HeldLanes : IAsyncDisposable
{
    private readonly LanePool _pool;
    private readonly LaneGroup _group;

    private readonly LaneSettings _settings;

    private HeldLanes(LanePool pool, LaneGroup group, LaneSettings settings) => (_pool, _group, _settings) = (pool, group, settings);

    public IReadOnlyList<LaneAddress> Lanes => _group.Lanes;

    /// <param name="settings">Which lanes.</param>
    /// <param name="timeline">Told of what is done.</param>
    /// <param name="cancellationToken">Ends the making and the wait.</param>
    public static async Task<HeldLanes> TakeAsync(LaneSettings settings, Timeline timeline, CancellationToken cancellationToken)
    {
        var screen = Screen.ForMessages();
        var pool = await PoolSource.OpenAsync(settings, screen, cancellationToken);
        try
        {
            timeline.Open();
            await LaneProgressBars.ShowAsync(screen, settings.Lanes, progress => pool.EnsureAsync(settings.Lanes, Both(progress, timeline), cancellationToken));
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
            timeline.Start(group.Lanes);
            return new HeldLanes(pool, group, settings);
        }
        catch
        {
            await pool.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes the passwords of the source, of the keeper's URL and of the lanes out of a text that people read.</summary>
    public string WithoutPasswords(string text) => Lanes.Select(lane => lane.ConnectionString)
        .Aggregate(Passwords.Hide(text, _settings), (hidden, connection) => Passwords.Hide(hidden, ConnectionText.Parse(connection).Password));

    /// <summary>Returns for each lane a text that is another one after each reset that put something back.</summary>
    public Task<IReadOnlyDictionary<int, string>> ReadResetTracesAsync() => _group.ReadResetTracesAsync(CancellationToken.None);

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

        if (_group.IsStale) Failures.Write("The template changed while COMMAND ran; its lanes stayed as they were made before. The next run makes them anew.");
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _group.DisposeAsync();
        }
        catch (LaneLostException error)
        {
            Failures.Write(error.Message);
        }
        finally
        {
            await _pool.DisposeAsync();
        }
    }

    private static IProgress<LaneProgress> Both(IProgress<LaneProgress>? bars, Timeline timeline) => bars is null ? timeline : new Pair(bars, timeline);

    private sealed class Pair(IProgress<LaneProgress> first, IProgress<LaneProgress> second) : IProgress<LaneProgress>
    {
        public void Report(LaneProgress value)
        {
            first.Report(value);
            second.Report(value);
        }
    }
}
