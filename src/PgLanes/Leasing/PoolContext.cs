using System.Collections.Concurrent;
using Npgsql;
using PgLanes.Cloning;
using PgLanes.Model;
using PgLanes.Scripting;
using PgLanes.Sql;

namespace PgLanes.Leasing;

/// <summary>What everything of one pool shares.</summary>
internal sealed class PoolContext : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Connector> _databases = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Keeper> _kept = [];
    private readonly ConcurrentDictionary<int, Seal> _seals = new();

    /// <param name="options">The pool's options.</param>
    /// <param name="connector">Opens connections to the template's database; the pool disposes it.</param>
    /// <param name="template">The template.</param>
    /// <param name="material">How lanes of the pool's kind are made.</param>
    /// <param name="sealHazards">What of the template no seal keeps a lane from.</param>
    public PoolContext(
        LanePoolOptions options, Connector connector, Template template, Func<PoolContext, ILaneMaterial> material, IReadOnlyList<Hazard> sealHazards)
    {
        (Options, Connector, Template) = (options, connector, template);
        Home = new Home(options, connector);
        Registry = new Registry(options, template.Info.Database);
        Baselines = new StoredBaseline(Registry, Home, options.Schema);
        Seals = new LaneSeals(options, template.Info.Database);
        Log = new LaneLog(options.LoggerFactory);
        Material = material(this);
        // A copy of the whole database isolates and translates everything.
        Hazards = options.Kind == LaneKind.Database ? [] : [.. Script(1).Hazards, .. sealHazards];
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
    public string PathOf(int number) => AddressBook.Path(LaneNaming.Schemas(Options, number).Union(Template.Model.ExtensionSchemas));

    /// <summary>Holds on to lanes that were set aside, until the pool is closed.</summary>
    public void Keep(Keeper keeper) => _kept.Add(keeper);

    /// <summary>The schemas of the template that are in the same database as a lane, and on which nothing in it may depend.</summary>
    public IReadOnlyList<string> SchemasBesideLanes => Options.Kind == LaneKind.Database ? [] : Options.Schemas;

    /// <summary>Returns the names of a lane.</summary>
    public NameMap Names(int number) => Options.Kind == LaneKind.Database ? NameMap.Empty : LaneScript.Names(
        Template.Model, Options.Schemas.Zip(LaneNaming.Schemas(Options, number)).ToDictionary(pair => pair.First, pair => pair.Second));

    /// <summary>Returns the script of a lane; where it is known what rows it starts with, it is one that the server runs faster.</summary>
    public LaneScript Script(int number, BaselineModel? baseline = null) =>
        LaneScript.For(Template.Model, Names(number), baseline?.Tables.Select(table => new RelationName(table.Schema, table.Table)));

    /// <summary>Returns what a lane must equal.</summary>
    public DatabaseModel Target(int number) => Options.Kind == LaneKind.Database ? Template.Model : Script(number).Target;

    /// <summary>Returns what opens connections to the database that a lane is in.</summary>
    public Connector On(LaneRow lane) => lane.Database is { } database ? On(database) : Connector;

    /// <summary>Returns what opens connections to a database.</summary>
    public Connector On(string database) => _databases.GetOrAdd(database, Connector.For);

    /// <summary>Opens a connection that may hold lanes, after making sure of the registry and of the version that lanes are made of.</summary>
    public async Task<Keeper> OpenKeeperAsync(CancellationToken cancellationToken)
    {
        var connection = await Home.OpenKeeperAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Registry.JoinAsync(connection, Home.Connector.Facts, cancellationToken).ConfigureAwait(false);
            var template = await Registry.TemplateAsync(connection, cancellationToken).ConfigureAwait(false);
            var version = await Baselines.VersionAsync(
                connection, template, Template.Fingerprint, (version, token) => Material.CaptureAsync(connection, version, token), cancellationToken).ConfigureAwait(false);
            return new Keeper(connection, On, template, version, Log);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_kept.TryTake(out var keeper)) await keeper.DisposeAsync().ConfigureAwait(false);
        foreach (var connector in _databases.Values) await connector.DisposeAsync().ConfigureAwait(false);
        await Home.DisposeAsync().ConfigureAwait(false);
        await Connector.DisposeAsync().ConfigureAwait(false);
    }
}
