using System.Collections.Concurrent;

namespace PgLanes;

/// <summary>
/// The lanes of one test assembly: one pool, opened when the first test asks. A failure to open it is kept, and thrown in every test that asks.
/// Derive from it to say where the template is; the packages for test frameworks do the rest. For another framework, call
/// <see cref="LeaseAsync"/> before a test and <see cref="ReturnAsync"/> after it. Safe for use by many threads.
/// </summary>
public abstract class TestLanes : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<Type, TestLanes> _all = new();
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly string? _connectionString;
    private readonly LanePoolOptions _options;
    private readonly Lazy<Task<LaneShelf>> _shelf;
    private volatile Exception? _failure;

    /// <summary>Names the template's database.</summary>
    /// <param name="connectionString">As for <see cref="LanePool.OpenAsync"/>. Null or empty is an error only where <see cref="StartAsync"/> is
    /// not overridden, and is thrown in the tests.</param>
    /// <param name="options">Default: all defaults. Where it leaves <see cref="LanePoolOptions.LeaseTimeout"/> at its default, a test waits 10
    /// minutes for a lane, because others may use all of them for long.</param>
    protected TestLanes(string? connectionString, LanePoolOptions? options = null)
    {
        _connectionString = connectionString;
        _options = options ?? new LanePoolOptions();
        if (_options.LeaseTimeout == new LanePoolOptions().LeaseTimeout) _options = _options with { LeaseTimeout = Patience };
        _shelf = new Lazy<Task<LaneShelf>>(() => Task.Run(OpenAsync));
        _all.TryAdd(GetType(), this);
    }

    /// <summary>For a template whose server <see cref="StartAsync"/> starts.</summary>
    /// <param name="options">As for the other constructor.</param>
    protected TestLanes(LanePoolOptions? options = null)
        : this(connectionString: null, options)
    {
    }

    /// <summary>Whether the lane of a failed test is set aside as the test left it, so that someone can look at it, until the next run or
    /// <c>pglanes down</c>. One lane always stays in use.</summary>
    /// <value>Default: whether the variable <c>PGLANES_KEEP_ON_FAILURE</c> is <c>1</c>.</value>
    public bool KeepOnFailure { get; init; } = Environment.GetEnvironmentVariable("PGLANES_KEEP_ON_FAILURE") == "1";

    /// <summary>Returns the one instance of a type in this process; makes it where a test framework has not.</summary>
    public static T Of<T>()
        where T : TestLanes, new()
    {
        if (_all.TryGetValue(typeof(T), out var known)) return (T)known;
        var made = new T();
        return _all.TryGetValue(typeof(T), out var first) ? (T)first : made;
    }

    /// <summary>Returns the pool.</summary>
    /// <exception cref="LaneException">It could not be opened; the cause is inside.</exception>
    public async Task<LanePool> GetPoolAsync(CancellationToken ct = default) => (await GetShelfAsync(ct).ConfigureAwait(false)).Pool;

    /// <summary>
    /// Leases a lane at its baseline. Waits for one as long as the pool's lease timeout says, and holds nothing meanwhile. One that this process
    /// returned a moment ago costs no more than its reset.
    /// </summary>
    /// <exception cref="LaneException">The pool could not be opened, or no lane could be leased.</exception>
    public async Task<Lane> LeaseAsync(CancellationToken ct = default)
    {
        var shelf = await GetShelfAsync(ct).ConfigureAwait(false);
        return await KeepFailureAsync(() => shelf.TakeAsync(ct)).ConfigureAwait(false);
    }

    /// <summary>
    /// Returns what <paramref name="make"/> makes of a leased lane, such as a host under test: one of each type, made for the first test that asks in that lane, kept for the next tests
    /// that have it, and disposed just before the lane goes back to the pool: 1 second after its last test, or 5 seconds after its lease at the next return, so that other processes get
    /// their turn. What its disposal throws is logged, as a warning.
    /// </summary>
    /// <param name="lane">The lane that the test has.</param>
    /// <param name="make">Makes it; the lane is at its baseline if nothing was written before this. What it throws is thrown here, and the next who asks tries again; what it has made
    /// half-way is its own to dispose.</param>
    /// <param name="ct">Passed to <paramref name="make"/>; also ends the wait for one that another caller has made.</param>
    /// <exception cref="InvalidOperationException">The lane is not leased from here, or was returned before this was done; what was made is disposed.</exception>
    /// <exception cref="LaneException">The pool could not be opened.</exception>
    public async Task<T> OncePerLaneAsync<T>(Lane lane, Func<Lane, CancellationToken, Task<T>> make, CancellationToken ct = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(lane);
        ArgumentNullException.ThrowIfNull(make);
        var shelf = await GetShelfAsync(ct).ConfigureAwait(false);
        return await shelf.GetBelongingAsync(lane, () => make(lane, ct), ct).ConfigureAwait(false);
    }

    /// <summary>Returns a leased lane's fixture: as the other overload, for one that is also ended where its start throws half-way.</summary>
    /// <typeparam name="TFixture">Your type derived from <see cref="LaneFixture"/>.</typeparam>
    /// <exception cref="InvalidOperationException">As for the other overload.</exception>
    /// <exception cref="LaneException">The pool could not be opened.</exception>
    public async Task<TFixture> OncePerLaneAsync<TFixture>(Lane lane, CancellationToken ct = default)
        where TFixture : LaneFixture, new()
    {
        ArgumentNullException.ThrowIfNull(lane);
        var shelf = await GetShelfAsync(ct).ConfigureAwait(false);
        return await shelf.GetBelongingAsync(lane, StartAsync, ct).ConfigureAwait(false);

        async Task<TFixture> StartAsync()
        {
            var fixture = new TFixture();
            try
            {
                await fixture.StartAsync(this, lane, ct).ConfigureAwait(false);
                return fixture;
            }
            catch
            {
                await shelf.EndBelongingAsync(lane, fixture).ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>Puts a leased lane back to its baseline for the next test; where that fails, returns it and leases another.</summary>
    /// <returns><paramref name="lane"/>, or another in its place.</returns>
    /// <exception cref="LaneException">There was no other.</exception>
    public async Task<Lane> ResetAsync(Lane lane, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(lane);
        var shelf = await GetShelfAsync(ct).ConfigureAwait(false);
        return await KeepFailureAsync(() => shelf.RenewAsync(lane, ct)).ConfigureAwait(false);
    }

    /// <summary>Returns a lane. The process holds it a moment longer for its next test, unless another waits.</summary>
    public async Task ReturnAsync(Lane lane)
    {
        ArgumentNullException.ThrowIfNull(lane);
        var shelf = await _shelf.Value.ConfigureAwait(false);
        await shelf.ReturnAsync(lane).ConfigureAwait(false);
    }

    /// <summary>Takes back the lane of a failed test, and sets it aside where <see cref="KeepOnFailure"/> says so.</summary>
    /// <returns>What to write to the test's output: how psql reaches the lane, without the password, and the rows that differ from the
    /// baseline. Null where <see cref="KeepOnFailure"/> is false.</returns>
    public async Task<string?> ReturnFailedAsync(Lane lane)
    {
        ArgumentNullException.ThrowIfNull(lane);
        var shelf = await _shelf.Value.ConfigureAwait(false);
        if (KeepOnFailure) return await shelf.KeepAsync(lane).ConfigureAwait(false);
        await shelf.ReturnAsync(lane).ConfigureAwait(false);
        return null;
    }

    /// <summary>Closes the pool, and returns the lanes that are still leased.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _all.TryRemove(new KeyValuePair<Type, TestLanes>(GetType(), this));
        if (!_shelf.IsValueCreated) return;
        // A pool that did not open has nothing to close.
        await Task.WhenAny(_shelf.Value).ConfigureAwait(false);
        if (_shelf.Value.IsCompletedSuccessfully) await (await _shelf.Value.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Returns the template's connection string, once. Override it to start a server or a container first.</summary>
    /// <param name="ct">Never cancelled by a single test: all tests wait for the same start.</param>
    protected virtual Task<string> StartAsync(CancellationToken ct) => string.IsNullOrEmpty(_connectionString)
        ? throw new ArgumentException($"{GetType().Name} names no database: pass a connection string to its base, or override StartAsync.")
        : Task.FromResult(_connectionString);

    private async Task<LaneShelf> OpenAsync()
    {
        var connectionString = await StartAsync(CancellationToken.None).ConfigureAwait(false);
        return new LaneShelf(await LanePool.OpenAsync(connectionString, _options, CancellationToken.None).ConfigureAwait(false));
    }

    private async Task<LaneShelf> GetShelfAsync(CancellationToken cancellationToken)
    {
        if (_failure is { } earlier) throw NotStarted(earlier);
        var opening = _shelf.Value;
        try
        {
            return await opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (opening.IsFaulted || (opening.IsCanceled && !cancellationToken.IsCancellationRequested))
        {
            throw NotStarted(exception);
        }
    }

    // The next test would find out the same, after the same time.
    private async Task<Lane> KeepFailureAsync(Func<Task<Lane>> take)
    {
        try
        {
            return await take().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TemplateException or LaneProofException)
        {
            _failure = exception;
            throw NotStarted(exception);
        }
    }

    private LaneException NotStarted(Exception cause) => new($"{GetType().Name} has no lanes for this test: {cause.Message}", cause)
    {
        LaneNumber = (cause as LaneException)?.LaneNumber,
        ObjectName = (cause as LaneException)?.ObjectName,
    };
}
