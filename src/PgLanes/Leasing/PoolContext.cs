using System.Collections.Concurrent;
using PgLanes.Cloning;
using PgLanes.Model;
using PgLanes.Scripting;
using PgLanes.Sql;

namespace PgLanes.Leasing;

/// <summary>What everything of one pool shares.</summary>
internal sealed class PoolContext
{
    public PoolContext(LanePoolOptions options, Connector connector, Template template)
    {
        (Options, Connector, Template) = (options, connector, template);
        Registry = new Registry(options, template.Info.Database);
        Baselines = new StoredBaseline(Registry, options.Schema);
        Log = new LaneLog(options.LoggerFactory);
        Hazards = Script(1).Hazards;
    }

    private readonly ConcurrentBag<Keeper> _kept = [];

    public LanePoolOptions Options { get; }

    /// <summary>When the pool was opened: lanes that were set aside later are not for it.</summary>
    public DateTimeOffset OpenedAt { get; } = DateTimeOffset.UtcNow;

    public Connector Connector { get; }

    public Template Template { get; }

    public Registry Registry { get; }

    public StoredBaseline Baselines { get; }

    public LaneLog Log { get; }

    public IReadOnlyList<Hazard> Hazards { get; }

    /// <summary>Holds on to lanes that were set aside, until the pool is closed.</summary>
    public void Keep(Keeper keeper) => _kept.Add(keeper);

    /// <summary>Closes the connections that the pool holds on to.</summary>
    public async ValueTask CloseAsync()
    {
        while (_kept.TryTake(out var keeper)) await keeper.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Returns the names of a lane.</summary>
    public NameMap Names(int number) => LaneScript.Names(
        Template.Model, Options.Schemas.Zip(LaneNaming.Schemas(Options, number)).ToDictionary(pair => pair.First, pair => pair.Second));

    /// <summary>Returns the script of a lane; where it is known what rows it starts with, it is one that the server runs faster.</summary>
    public LaneScript Script(int number, BaselineModel? baseline = null) =>
        LaneScript.For(Template.Model, Names(number), baseline?.Tables.Select(table => new RelationName(table.Schema, table.Table)));

    /// <summary>Opens a connection that may hold lanes, after making sure of the registry and of the stored rows.</summary>
    public async Task<Keeper> OpenKeeperAsync(CancellationToken cancellationToken)
    {
        var connection = await Connector.OpenKeeperAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Registry.JoinAsync(connection, Connector.Facts, cancellationToken).ConfigureAwait(false);
            var template = await Registry.TemplateAsync(connection, cancellationToken).ConfigureAwait(false);
            var version = await Baselines.VersionAsync(
                connection, template, Template.Fingerprint,
                (prefix, token) => new BaselineCapture(connection, Template.Model, Options.Schema, Connector.Facts.LockBudget)
                    .RunAsync(prefix, Options.Data.Keeps, Options.Data.Condition, token),
                cancellationToken).ConfigureAwait(false);
            return new Keeper(connection, template, version, Log);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
