namespace PgLanes.Leasing;

/// <summary>How many connections a server allows, and how lanes share them. Pure.</summary>
/// <param name="Most">What <c>max_connections</c> says.</param>
/// <param name="ForSuperusers">How many of them are kept for superusers.</param>
/// <param name="Reserved">How many of them are kept for roles that have <c>pg_use_reserved_connections</c>.</param>
internal sealed record ConnectionLimits(int Most, int ForSuperusers, int Reserved)
{
    // What is connected beside the lanes: whoever makes or audits them, a person, a monitor.
    private const int Others = 10;

    public static ConnectionLimits Unknown { get; } = new(100, 3, 0);

    /// <summary>How many ordinary roles may have at once, all together.</summary>
    public int Ordinary => Most - ForSuperusers - Reserved;

    /// <summary>How many lanes can be used at once: each needs a connection.</summary>
    public int MostLanes => Ordinary - Others;

    /// <summary>Returns how many connections the data source of each lane may have, so that all together stay below the limit: beside
    /// those, there are the ones that hold the lane, and one for a moment in which its process opens a pool.</summary>
    public int PerLane(LaneDemand demand) => Math.Max(1, Left(demand));

    /// <summary>Whether lanes have so few that a test which needs two at once waits in vain, or not even one for each.</summary>
    public bool AreFewFor(LaneDemand demand) => Left(demand) < 2;

    /// <summary>Returns the arithmetic of running out; empty where the server was not asked yet.</summary>
    public string Explain(LaneDemand demand)
    {
        if (ReferenceEquals(this, Unknown)) return "";
        var (holding, sources) = (demand.Lanes * demand.Held, demand.Lanes * PerLane(demand));
        return $"It allows {Most} (max_connections) less {ForSuperusers} for superusers (superuser_reserved_connections) and {Reserved} for others (reserved_connections), so {Ordinary}, " +
            $"and all are in use. {demand.Lanes} lanes need up to {holding} to hold them and {sources} for their data sources, together {holding + sources}, beside what opens pools. ";
    }

    private int Left(LaneDemand demand) => ((Ordinary - Others) / demand.Lanes) - demand.Held - 1;
}

/// <summary>What the lanes of a pool need.</summary>
/// <param name="Lanes">How many there may be.</param>
/// <param name="Held">How many connections hold each: one to the registry's database, and where the lane is another database, one to that.</param>
internal sealed record LaneDemand(int Lanes, int Held)
{
    public static LaneDemand Of(LanePoolOptions options) => new(options.MaxLanes, options.Kind == LaneKind.Database ? 2 : 1);
}
