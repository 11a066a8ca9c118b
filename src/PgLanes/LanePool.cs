using PgLanes.Audit;
using PgLanes.Leasing;
using PgLanes.Scripting;
using PgLanes.Sql;

namespace PgLanes;

/// <summary>The lanes of one template. Safe for use by many threads; other processes may have pools of the same template at the same time.</summary>
public sealed class LanePool : IAsyncDisposable
{
    private readonly PoolContext _pool;
    private readonly LaneQueue _queue;
    private readonly LaneDesk _desk;
    private readonly LaneAhead _ahead;
    private readonly LaneSurvey _survey;
    private readonly LaneAuditor _auditor;

    private LanePool(PoolContext pool, LaneAuditor auditor)
    {
        (_pool, _auditor) = (pool, auditor);
        _queue = new LaneQueue(pool);
        _desk = new LaneDesk(pool, _queue);
        _ahead = new LaneAhead(pool, _desk);
        _survey = new LaneSurvey(pool, _desk);
        var limits = pool.Connector.Facts.Connections;
        if (limits.AreFewFor(pool.Connector.Demand)) pool.Log.Cramped(Options.MaxLanes, limits.Ordinary, limits.PerLane(pool.Connector.Demand));
        pool.Log.Opened(string.Join(", ", Template.Schemas), Template.Database, Template.Fingerprint);
    }

    /// <summary>The options that the pool was opened with.</summary>
    public LanePoolOptions Options => _pool.Options;

    /// <summary>The template as it was when the pool was opened.</summary>
    public TemplateInfo Template => _pool.Template.Info;

    /// <summary>What in the template a lane cannot isolate or translate.</summary>
    public IReadOnlyList<Hazard> Hazards => _pool.Hazards;

    internal LaneLog Log => _pool.Log;

    /// <summary>Whether the registry knew the template as it is, so that it was not read.</summary>
    internal bool IsRecognized => _pool.Template.Model is null;

    /// <summary>How many lanes can be used at once: each needs a connection, and PgLanes some of its own.</summary>
    internal int MostLanes => _pool.Connector.Facts.Connections.MostLanes;

    /// <summary>
    /// Reads the template and its fingerprint, after running <see cref="LanePoolOptions.MigrateAsync"/> where that is due. Makes no lane and
    /// writes nothing. Costs one connection, which the first lease takes over, and a look at which transactions wrote the template; only where
    /// it is not as any pool with lanes saw it before, one read of its catalog and rows.
    /// </summary>
    /// <param name="connectionString">The template's database: an Npgsql connection string, or a <c>postgres://</c> URL.</param>
    /// <param name="options">Default: all defaults.</param>
    /// <param name="ct">Ends the opening.</param>
    /// <exception cref="UnsafeDatabaseException">The database looks like production, or is not among <see cref="LanePoolOptions.AllowedDatabases"/>.</exception>
    /// <exception cref="ServerUnreachableException">The server cannot be reached, or refused the login.</exception>
    /// <exception cref="TemplateException">The database or a schema does not exist, or the template is empty or may not be read.</exception>
    /// <exception cref="ArgumentException">The connection string or an option is wrong.</exception>
    public static async Task<LanePool> OpenAsync(string connectionString, LanePoolOptions? options = null, CancellationToken ct = default)
    {
        var (pool, auditor) = await PoolOpener.OpenAsync(connectionString, options ?? new LanePoolOptions(), ct).ConfigureAwait(false);
        return new LanePool(pool, auditor);
    }

    /// <summary>
    /// Drops all lanes of a template and, where no other template has any, all that PgLanes keeps in the database. Needs no template:
    /// it may be empty or gone.
    /// </summary>
    /// <param name="connectionString">As for <see cref="OpenAsync"/>.</param>
    /// <param name="options">Only <see cref="LanePoolOptions.Schemas"/>, <see cref="LanePoolOptions.Kind"/>, <see cref="LanePoolOptions.Schema"/> and
    /// which databases are allowed matter.</param>
    /// <param name="force">Ends the sessions that hold lanes, and those that block the dropping, instead of refusing.</param>
    /// <param name="ended">Told of each holder whose session is ended.</param>
    /// <param name="ct">Ends the dropping between two lanes.</param>
    /// <returns>The names of the lanes that were dropped.</returns>
    /// <exception cref="LeaseTimeoutException">A lane is leased; nothing was dropped.</exception>
    public static async Task<IReadOnlyList<string>> DropAllAsync(
        string connectionString, LanePoolOptions? options = null, bool force = false, IProgress<LaneHolder>? ended = null, CancellationToken ct = default)
    {
        options ??= new LanePoolOptions();
        options.Check();
        LaneNaming.Check(options);
        var connector = Connector.Create(connectionString, options);
        await using var _ = connector.ConfigureAwait(false);
        var home = new Home(options, connector);
        await using var __ = home.ConfigureAwait(false);
        DatabaseGuard.Check(connector.Server, options);
        return await ExplainAsync("The lanes were not dropped", lane: null, async () =>
        {
            await connector.AskAsync(ct).ConfigureAwait(false);
            return await new LaneDropper(options, connector, home).DropAsync(keep: null, force, ended, ct).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    /// <summary>
    /// Leases any free lane, made or reset as needed: a few round trips for one that is there and clean. Whoever asked first in this process
    /// gets a lane first.
    /// </summary>
    /// <exception cref="LeaseTimeoutException">No lane became free within <see cref="LanePoolOptions.LeaseTimeout"/>; lists the holders.</exception>
    /// <exception cref="TemplateException">The lane could not be made.</exception>
    /// <exception cref="LaneProofException">The lane was made and did not equal its template.</exception>
    /// <exception cref="LaneBlockedException">Other sessions hold locks in the lane that was to be reset, and no other lane is free. Each lane that is blocked
    /// costs <see cref="LanePoolOptions.ResetTimeout"/>; after <see cref="LanePoolOptions.LeaseTimeout"/> no other is tried.</exception>
    public Task<Lane> LeaseAsync(CancellationToken ct = default) => ExplainAsync("No lane was leased", lane: null, async () =>
    {
        _ahead.ThrowIfFailed();
        var lane = await _desk.HandOutAnyAsync(new Deadline(Options.LeaseTimeout), lease => new Lane(lease), ct).ConfigureAwait(false);
        _ahead.Start();
        return lane;
    });

    /// <summary>Leases lane <paramref name="number"/>; otherwise as <see cref="LeaseAsync(CancellationToken)"/>.</summary>
    /// <param name="number">1 to <see cref="LanePoolOptions.MaxLanes"/>.</param>
    /// <param name="ct">Ends the wait and the making.</param>
    /// <exception cref="ArgumentOutOfRangeException">The pool has no such lane.</exception>
    public Task<Lane> LeaseAsync(int number, CancellationToken ct = default)
    {
        CheckNumber(number);
        return ExplainAsync($"Lane {number} was not leased", number, async () =>
        {
            _ahead.ThrowIfFailed();
            var (keeper, ids) = await _queue.TakeAsync([number], new Deadline(Options.LeaseTimeout), ct).ConfigureAwait(false);
            var lane = await _desk.HandOutAsync(keeper, ids, lease => new Lane(lease), isRun: false, ct).ConfigureAwait(false);
            _ahead.Start();
            return lane;
        });
    }

    /// <summary>Leases the lane of this process's worker number (<see cref="WorkerNumber.FromEnvironment"/>), or any free one where no test
    /// runner gives a number.</summary>
    public Task<Lane> LeaseForWorkerAsync(CancellationToken ct = default) =>
        WorkerNumber.FromEnvironment() is { } number ? LeaseAsync(number, ct) : LeaseAsync(ct);

    /// <summary>Leases lanes 1 to <paramref name="count"/> together, on one connection, and makes those that are not there one after the other:
    /// <see cref="EnsureAsync"/> before it makes them side by side.</summary>
    /// <param name="count">1 to <see cref="LanePoolOptions.MaxLanes"/>.</param>
    /// <param name="ct">Ends the wait and the making.</param>
    public Task<LaneGroup> LeaseManyAsync(int count, CancellationToken ct = default)
    {
        CheckNumber(count);
        return ExplainAsync("The lanes were not leased", lane: null, async () =>
        {
            var (keeper, ids) = await _queue.TakeAsync([.. Enumerable.Range(1, count)], new Deadline(Options.LeaseTimeout), ct).ConfigureAwait(false);
            return await _desk.HandOutAsync(keeper, ids, lease => new LaneGroup(lease), isRun: true, ct).ConfigureAwait(false);
        });
    }

    /// <summary>
    /// Makes lanes 1 to <paramref name="count"/> exist, fresh and proved, several side by side. One that is there and fresh costs nothing,
    /// also while it is leased; one that another process is making is waited for.
    /// </summary>
    /// <param name="count">1 to <see cref="LanePoolOptions.MaxLanes"/>.</param>
    /// <param name="progress">Told of each step of each lane.</param>
    /// <param name="ct">Ends the making; a lane that is half made is dropped.</param>
    /// <exception cref="LeaseTimeoutException">A stale lane is leased, and did not come back in time.</exception>
    /// <exception cref="TemplateException">A lane could not be made.</exception>
    /// <exception cref="LaneProofException">A lane was made and did not equal its template.</exception>
    public Task<IReadOnlyList<LaneReport>> EnsureAsync(int count, IProgress<LaneProgress>? progress = null, CancellationToken ct = default)
    {
        CheckNumber(count);
        return ExplainAsync<IReadOnlyList<LaneReport>>("The lanes were not made", lane: null, async () =>
        {
            var reports = new LaneReport[count];
            try
            {
                // The first alone finds out whether the template can be cloned at all.
                reports[0] = await _desk.EnsureAsync(1, 1, progress, ct).ConfigureAwait(false);
                var sideBySide = Math.Clamp(count - 1, 1, Environment.ProcessorCount);
                await Parallel.ForEachAsync(
                    Enumerable.Range(2, count - 1), new ParallelOptions { MaxDegreeOfParallelism = sideBySide, CancellationToken = ct },
                    async (number, token) => reports[number - 1] = await _desk.EnsureAsync(number, sideBySide, progress, token).ConfigureAwait(false))
                    .ConfigureAwait(false);
            }
            catch
            {
                await _desk.ForgetAsync().ConfigureAwait(false);
                throw;
            }

            return reports;
        });
    }

    /// <summary>Resets lane <paramref name="number"/>, also one that is leased, as <c>SELECT pglanes.reset()</c> on it does. A stale one goes back to the
    /// baseline that it was made with; one that is not there is an error; one that is not leased, and whose definitions were changed, is made anew.</summary>
    public Task<LaneReset> ResetAsync(int number, CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return ExplainAsync($"Lane {number} was not reset", number, () => _survey.ResetAsync(number, ct));
    }

    /// <summary>Proves lanes again: definitions, dependencies on the template, rows and sequence positions. Costs one read of the lanes.</summary>
    /// <param name="numbers">Which lanes; null for all that are there.</param>
    /// <param name="ct">Ends the proof.</param>
    public Task<IReadOnlyList<LaneProof>> VerifyAsync(IReadOnlyCollection<int>? numbers = null, CancellationToken ct = default)
    {
        foreach (var number in numbers ?? []) ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return ExplainAsync("The lanes were not verified", lane: null, () => _survey.VerifyAsync(numbers, ct));
    }

    /// <summary>
    /// Tells which tables of the template, and of lanes that nobody held, were read or written since the pool was opened or audited before, by
    /// the server's own counters: whoever did it, PgLanes itself not counted. A session tells its counts when it ends, and while it stays open within
    /// 10 seconds (on version 14 with its next statement), so dispose lanes and data sources first. Lanes are left out when any process leased, made
    /// or reset one meanwhile. Costs a connection and a few round trips, and on version 14 up to half a second.
    /// </summary>
    public Task<LaneAudit> AuditAsync(CancellationToken ct = default) => CountEscapesAsync(allEnd: false, ct);

    /// <summary>As <see cref="AuditAsync"/>, where every session that began since the audit before is about to end.</summary>
    internal Task<LaneAudit> CountEscapesAsync(bool allEnd, CancellationToken cancellationToken) =>
        ExplainAsync("Escapes were not counted", lane: null, () => _auditor.AuditAsync(allEnd, cancellationToken));

    /// <summary>Looks at the template and what is around it for what lanes of either kind cannot carry. A connection and two round trips.</summary>
    internal Task<Diagnosis> DiagnoseAsync(CancellationToken cancellationToken) => ExplainAsync("The template was not looked at", lane: null, async () =>
    {
        var surroundings = await new Surroundings(_pool.Connector, Options).FindAsync(cancellationToken).ConfigureAwait(false);
        var model = await _pool.ModelAsync(null, cancellationToken).ConfigureAwait(false);
        return new Diagnosis([.. Hazards.Select(HazardGravity.Weigh), .. FunctionFindings.Find(model), .. surroundings]);
    });

    /// <summary>Returns what finds where a program's text names an object of the template with its schema.</summary>
    internal Func<string, SourceSyntax, IReadOnlyList<SourceMention>> Scanner()
    {
        var names = _pool.Names(1);
        return (text, syntax) => SourceScanner.Find(text, syntax, names);
    }

    /// <summary>Returns the lanes that are there, by number. Two round trips.</summary>
    public Task<IReadOnlyList<LaneStatus>> GetStatusAsync(CancellationToken ct = default) =>
        ExplainAsync("The lanes' status was not read", lane: null, () => _survey.StatusAsync(ct));

    /// <summary>Returns how programs reach lane <paramref name="number"/>, whether it is there or not. No round trip.</summary>
    /// <exception cref="InvalidOperationException">The pool seals its lanes (<see cref="LanePoolOptions.Seal"/>) and has not seen this one sealed.</exception>
    public LaneAddress GetAddress(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return _desk.AddressOf(number);
    }

    /// <summary>Whether the pool has seen the lane sealed.</summary>
    internal bool IsSealed(int number) => _pool.SealOf(number) is not null;

    /// <summary>Returns the statements that make lane <paramref name="number"/>, without its rows, as psql takes them. Reads the template's
    /// definitions where the pool did without them so far. A lane that is a database is made by one statement, rows and all.</summary>
    /// <exception cref="TemplateException">The template changed after the pool was opened.</exception>
    public Task<string> ScriptAsync(int number = 1, CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return ExplainAsync("The template was not read", lane: null, async () => Options.Kind == LaneKind.Database
            ? $"CREATE DATABASE {Identifier.Quote(LaneNaming.Name(Options, number))} TEMPLATE {Identifier.Quote(Template.Database)};\n"
            : LaneText.For(_pool.Script(await _pool.ModelAsync(null, ct).ConfigureAwait(false), number)));
    }

    /// <summary>Drops the template's lanes and, where no other template has any, all that PgLanes keeps in the database.</summary>
    /// <param name="staleOnly">Drops only the lanes that are not copies of the template as it is now.</param>
    /// <param name="force">Ends the sessions that hold lanes, and those that block the dropping, instead of refusing.</param>
    /// <param name="ended">Told of each holder whose session is ended.</param>
    /// <param name="ct">Ends the dropping between two lanes.</param>
    /// <returns>The names of the lanes that were dropped.</returns>
    /// <exception cref="LeaseTimeoutException">A lane is leased; nothing was dropped.</exception>
    /// <exception cref="TemplateException">Something outside of the lanes depends on one and would be dropped with it; nothing was dropped.</exception>
    public Task<IReadOnlyList<string>> DropAsync(
        bool staleOnly = false, bool force = false, IProgress<LaneHolder>? ended = null, CancellationToken ct = default) => ExplainAsync(
        "The lanes were not dropped", lane: null, async () =>
        {
            // It makes no more lanes for a pool whose lanes are dropped.
            await _ahead.StopAsync().ConfigureAwait(false);
            return await new LaneDropper(Options, _pool.Connector, _pool.Home)
                .DropAsync(staleOnly ? _pool.Template.Fingerprint : null, force, ended, ct).ConfigureAwait(false);
        });

    /// <summary>Closes what the pool opened for itself. Lanes stay for the next process; leased ones are returned by disposing them.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ahead.DisposeAsync().ConfigureAwait(false);
        _queue.Dispose();
        _auditor.Dispose();
        await _pool.DisposeAsync().ConfigureAwait(false);
    }

    private void CheckNumber(int number)
    {
        if (number < 1 || number > Options.MaxLanes)
            throw new ArgumentOutOfRangeException(nameof(number), number, $"The pool has lanes 1 to {Options.MaxLanes}; raise MaxLanes for more.");
    }

    private static async Task<T> ExplainAsync<T>(string what, int? lane, Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception exception) when (ServerErrors.IsUnexplained(exception))
        {
            throw ServerErrors.WhenRunning(what, exception, lane);
        }
    }
}
