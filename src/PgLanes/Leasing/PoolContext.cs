using System.Collections.Concurrent;
using System.Data;
using Npgsql;
using PgLanes.Cloning;
using PgLanes.Model;
using PgLanes.Scripting;
using PgLanes.Sql;

namespace PgLanes.Leasing;

/// <summary>What everything of one pool shares.</summary>
internal sealed class PoolContext : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Connector>> _databases = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Keeper> _kept = [];
    private readonly ConcurrentDictionary<int, Seal> _seals = new();
    private readonly TemplateReader _reader;
    private readonly Sightings _sightings;
    private readonly SemaphoreSlim _reading = new(1, 1);
    private DatabaseModel? _model;
    private volatile bool _isKnown;
    private int _isTold;

    /// <param name="options">The pool's options.</param>
    /// <param name="connector">Opens connections to the template's database; the pool disposes it.</param>
    /// <param name="home">Where the registry is; the pool disposes it.</param>
    /// <param name="reader">Reads the template again.</param>
    /// <param name="template">The template.</param>
    /// <param name="material">How lanes of the pool's kind are made.</param>
    /// <param name="sealHazards">What of the template no seal keeps a lane from.</param>
    public PoolContext(
        LanePoolOptions options, Connector connector, Home home, TemplateReader reader, Template template, Func<PoolContext, ILaneMaterial> material,
        IReadOnlyList<Hazard> sealHazards)
    {
        (Options, Connector, Home, _reader, Template) = (options, connector, home, reader, template);
        (_model, _isKnown) = (template.Model, template.Model is null || template.Mark is null);
        Registry = new Registry(options, template.Info.Database);
        Baselines = new StoredBaseline(Registry, Home, options.Schema);
        _sightings = new Sightings(options, template.Info.Database);
        Seals = new LaneSeals(options, template.Info.Database);
        Log = new LaneLog(options.LoggerFactory);
        Material = material(this);
        Hazards = [.. template.Hazards, .. sealHazards];
    }

    public LanePoolOptions Options { get; }

    /// <summary>When the pool was opened: lanes that were set aside later are not for it.</summary>
    public DateTimeOffset OpenedAt { get; } = DateTimeOffset.UtcNow;

    /// <summary>Opens connections to the template's database.</summary>
    public Connector Connector { get; }

    public Home Home { get; }

    public Template Template { get; }

    public Registry Registry { get; }

    public StoredBaseline Baselines { get; }

    public LaneSeals Seals { get; }

    public LaneLog Log { get; }

    public ILaneMaterial Material { get; }

    public IReadOnlyList<Hazard> Hazards { get; }

    /// <summary>Knows the lane's role from now on.</summary>
    public void Remember(LaneRow lane)
    {
        if (lane.Seal is { } seal) _seals[lane.Number] = seal;
    }

    /// <summary>Returns the role of a lane that was seen sealed.</summary>
    public Seal? SealOf(int number) => _seals.GetValueOrDefault(number);

    /// <summary>Returns the search path of a lane's sessions, as SQL writes it.</summary>
    public string PathOf(int number) => AddressBook.Path(LaneNaming.Schemas(Options, number).Union(Template.ExtensionSchemas));

    /// <summary>Holds on to lanes that were set aside, until the pool is closed.</summary>
    public void Keep(Keeper keeper) => _kept.Add(keeper);

    /// <summary>The schemas of the template that are in the same database as a lane, and on which nothing in it may depend.</summary>
    public IReadOnlyList<string> SchemasBesideLanes => Options.Kind == LaneKind.Database ? [] : Options.Schemas;

    /// <summary>Returns the template's definitions, which the server is asked for where the pool did without them so far.</summary>
    /// <param name="connection">A connection that can be used for it, if it is to the template's database; otherwise one is opened.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="TemplateException">The template changed since the pool was opened.</exception>
    public async Task<DatabaseModel> ModelAsync(NpgsqlConnection? connection, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _model) is { } known) return known;
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _model ??= await OnTemplateAsync(connection, c => _reader.ReadAgainAsync(c, Template, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Makes sure that the template still is as the pool saw it.</summary>
    /// <exception cref="TemplateException">It is not.</exception>
    public Task ConfirmAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        OnTemplateAsync(connection, c => _reader.ConfirmAsync(c, Template, cancellationToken), cancellationToken);

    /// <summary>Gives back a keeper, for the next lease where that is possible: a registry's own database is dropped when nobody is connected to it.</summary>
    public ValueTask HandBackAsync(Keeper keeper) => Options.Kind == LaneKind.Schema ? keeper.HandBackAsync(Connector) : keeper.DisposeAsync();

    /// <summary>Returns the names of a lane.</summary>
    public NameMap Names(int number) => TemplateReader.Names(Template, Options, number);

    /// <summary>Returns the script of a lane; where it is known what rows it starts with, it is one that the server runs faster.</summary>
    public LaneScript Script(DatabaseModel model, int number, BaselineModel? baseline = null) =>
        LaneScript.For(model, Names(number), baseline?.Tables.Select(table => new RelationName(table.Schema, table.Table)));

    /// <summary>Returns what a lane must equal.</summary>
    public DatabaseModel Target(DatabaseModel model, int number) => Options.Kind == LaneKind.Database ? model : Script(model, number).Target;

    /// <summary>Returns what opens connections to the database that a lane is in.</summary>
    public Connector On(LaneRow lane) => lane.Database is { } database ? On(database) : Connector;

    /// <summary>Returns what opens connections to a database.</summary>
    public Connector On(string database) => _databases.GetOrAdd(database, name => new Lazy<Connector>(() => Connector.For(name))).Value;

    /// <summary>Opens a connection that may hold lanes, after making sure of the registry and of the version that lanes are made of.</summary>
    public async Task<Keeper> OpenKeeperAsync(CancellationToken cancellationToken)
    {
        while (Home.Connector.TakeSpare() is { } spare)
        {
            try
            {
                return await EnterAsync(spare, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (ServerErrors.IsUnexplained(exception) && spare.State != ConnectionState.Open)
            {
                Log.NotReused(exception);
            }
        }

        return await EnterAsync(await Home.OpenKeeperAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        while (_kept.TryTake(out var keeper)) await keeper.DisposeAsync().ConfigureAwait(false);
        foreach (var connector in _databases.Values) await connector.Value.DisposeAsync().ConfigureAwait(false);
        await Home.DisposeAsync().ConfigureAwait(false);
        await Connector.DisposeAsync().ConfigureAwait(false);
        _reading.Dispose();
    }

    private async Task<T> OnTemplateAsync<T>(NpgsqlConnection? connection, Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        if (connection?.Database == Template.Info.Database) return await work(connection).ConfigureAwait(false);
        var own = await Connector.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = own.ConfigureAwait(false);
        return await work(own).ConfigureAwait(false);
    }

    private async Task<Keeper> EnterAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            var (template, version) = await FindVersionAsync(connection, cancellationToken).ConfigureAwait(false);
            if (!_isKnown) await _sightings.AddAsync(connection, version, Template, cancellationToken).ConfigureAwait(false);
            _isKnown = true;
            if (Interlocked.Exchange(ref _isTold, 1) == 0) await Registry.News.TellAsync(connection, template, version, cancellationToken).ConfigureAwait(false);
            return new Keeper(connection, On, template, version, Registry.News, Log);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<(int Template, int Version)> FindVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Before that there is mostly no registry, or no version of this fingerprint.
        if (_isKnown && await new WarmEntry(Options, Registry.Locks, Log).TryAsync(connection, Template.Fingerprint, cancellationToken).ConfigureAwait(false) is { } warm) return warm;
        await Registry.JoinAsync(connection, Home.Connector.Facts, cancellationToken).ConfigureAwait(false);
        var template = await Registry.TemplateAsync(connection, cancellationToken).ConfigureAwait(false);
        return (template, await Baselines.VersionAsync(
            connection, template, Template.Fingerprint, (version, token) => Material.CaptureAsync(connection, version, token), cancellationToken).ConfigureAwait(false));
    }
}
