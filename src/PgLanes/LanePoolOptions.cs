using Microsoft.Extensions.Logging;

namespace PgLanes;

/// <summary>How a pool makes, names and hands out its lanes.</summary>
public sealed record LanePoolOptions
{
    /// <summary>The schemas that make up the template, in the order of the search path.</summary>
    /// <value>At least one, none twice. Default: <c>public</c>.</value>
    public IReadOnlyList<string> Schemas { get; init; } = ["public"];

    /// <summary>What a lane is made of.</summary>
    /// <value>Default: <see cref="LaneKind.Schema"/>.</value>
    public LaneKind Kind { get; init; } = LaneKind.Schema;

    /// <summary>How many lanes the pool may have; they are numbered from 1 and made when first needed.</summary>
    /// <value>1 to 10,000. Default: the processor count.</value>
    public int MaxLanes { get; init; } = Environment.ProcessorCount;

    /// <summary>How many lanes are made in the background from the first lease on, one after the other on one connection, for workers that are known
    /// to come. Otherwise a lane is made when it is first leased. What goes wrong there is thrown by the next lease; disposing the pool ends it.</summary>
    /// <value>0 to <see cref="MaxLanes"/>. Default: 0, so that one test pays for one lane.</value>
    public int BuildAhead { get; init; }

    /// <summary>The name of a lane's first schema; that of each further source schema has <c>_SCHEMA</c> behind it. Of a lane that is a database:
    /// that database's name.</summary>
    /// <value>Contains <c>{0}</c>, the lane's number, once; with it at most 63 bytes. Default: <c>test_worker_{0}</c>.</value>
    public string NameFormat { get; init; } = "test_worker_{0}";

    /// <summary>How long a lease waits for a free lane. The making of a lane is not counted.</summary>
    /// <value>Zero (do not wait) or more. Default: 30 seconds.</value>
    public TimeSpan LeaseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Which of the template's rows a lane starts with.</summary>
    /// <value>Default: <see cref="BaselineData.All"/>.</value>
    public BaselineData Data { get; init; } = BaselineData.All;

    /// <summary>Makes the template: given its connection string, runs the migrations. Called when the template is empty, when the call
    /// before failed half-way or was killed, or with <see cref="Rebuild"/>, by one process at a time.</summary>
    /// <value>Default: null, the template is there already.</value>
    public Func<string, CancellationToken, Task>? MigrateAsync { get; init; }

    /// <summary>Calls <see cref="MigrateAsync"/> also where the template is not empty.</summary>
    /// <value>Default: false.</value>
    public bool Rebuild { get; init; }

    /// <summary>When a lane is reset without being asked.</summary>
    /// <value>Default: <see cref="ResetOn.Lease"/>, so that a lane is clean whatever its last holder left.</value>
    public ResetOn ResetOn { get; init; } = ResetOn.Lease;

    /// <summary>How long a reset waits for other sessions that hold locks in the lane, before it fails with <see cref="LaneBlockedException"/>.
    /// A reset that nobody blocks may take longer. <c>SELECT pglanes.reset()</c> always waits 10 seconds at most for each lock.</summary>
    /// <value>More than zero. Default: 10 seconds.</value>
    public TimeSpan ResetTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether a reset that waited for <see cref="ResetTimeout"/> ends the sessions that block it and hold locks in the lane
    /// (<c>pg_terminate_backend</c>), and goes on. The role must be theirs, a member of <c>pg_signal_backend</c>, or a superuser.</summary>
    /// <value>Default: false.</value>
    public bool EndBlockers { get; init; }

    /// <summary>Whether each lane gets a role of its own, which its addresses name: it may use the lane and what extensions made, and neither the template nor
    /// other lanes, so that a statement that names these fails. It has all rights on the lane's rows, and owns nothing. The role that makes lanes must be a
    /// superuser or have CREATEROLE.</summary>
    /// <value>Default: false, lanes are reached as the role that makes them.</value>
    public bool Seal { get; init; }

    /// <summary>The connection that PgLanes itself uses, where the addresses of lanes lead over another: through a pooler such as PgBouncer, or as another
    /// role. It must lead to the same database and to PostgreSQL itself, because leases are locks of sessions. Where the pooler does not pass on the search path that a
    /// connection starts with, <see cref="Seal"/> is needed, too.</summary>
    /// <value>Default: null, the connection that the pool is opened with.</value>
    public string? KeeperConnectionString { get; init; }

    /// <summary>The databases that lanes may be made in: names in which <c>*</c> stands for any characters. Where there are none, any database
    /// is allowed that does not look like production: neither its name nor its host's has the word prod, production, prd or live.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> AllowedDatabases { get; init; } = [];

    /// <summary>Whether lanes may be made in any database, whatever it is called.</summary>
    /// <value>Default: false.</value>
    public bool AllowAnyDatabase { get; init; }

    /// <summary>Where the pool logs to.</summary>
    /// <value>Default: null, nowhere.</value>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>The schema in which PgLanes keeps its registry and the baseline. SQL calls name it: <c>SELECT pglanes.reset()</c>.</summary>
    /// <value>At most 63 bytes, and none of <see cref="Schemas"/>. Default: <c>pglanes</c>.</value>
    public string Schema { get; init; } = "pglanes";

    internal void Check()
    {
        if (Schemas.Count == 0 || Schemas.Any(string.IsNullOrEmpty))
            throw new ArgumentException("Schemas must name at least one schema, and none may be empty.");
        if (Schemas.GroupBy(s => s).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"Schemas names \"{twice.Key}\" twice; name it once.");
        if (!Enum.IsDefined(Kind))
            throw new ArgumentException("Kind must be Schema or Database.");
        if (AllowedDatabases.Any(string.IsNullOrEmpty))
            throw new ArgumentException("AllowedDatabases holds an empty pattern; name databases, or leave it empty.");
        if (MaxLanes is < 1 or > 10_000)
            throw new ArgumentException("The number of lanes must be from 1 to 10,000.");
        if (BuildAhead < 0 || BuildAhead > MaxLanes)
            throw new ArgumentException("BuildAhead must be from 0 to MaxLanes.");
        if (ResetTimeout <= TimeSpan.Zero || ResetTimeout.TotalMilliseconds > int.MaxValue)
            throw new ArgumentException("ResetTimeout must be more than zero, and at most 24 days.");
        if (LeaseTimeout < TimeSpan.Zero || LeaseTimeout.TotalMilliseconds > int.MaxValue)
            throw new ArgumentException("LeaseTimeout must be zero or more, and at most 24 days.");
    }
}
