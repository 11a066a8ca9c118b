namespace PgLanes;

/// <summary>What <see cref="LanePool.EnsureAsync"/> did for one lane.</summary>
/// <param name="Number">The lane's number, from 1.</param>
/// <param name="Name">The lane's name: its first schema.</param>
/// <param name="Kind">What the lane is made of.</param>
/// <param name="State">Always <see cref="LaneState.Ready"/>; a lane that cannot be made is an exception.</param>
/// <param name="Created">Whether the lane was made now; false for one that was there and fresh.</param>
/// <param name="Duration">How long it took, waiting for others included.</param>
/// <param name="Url">A libpq URL that connects to the lane; holds the password.</param>
public sealed record LaneReport(int Number, string Name, LaneKind Kind, LaneState State, bool Created, TimeSpan Duration, string Url);

/// <summary>How far the making of one lane is.</summary>
/// <param name="Number">The lane's number, from 1.</param>
/// <param name="Name">The lane's name.</param>
/// <param name="Step">What is being done, in a word or two.</param>
/// <param name="Fraction">The part that is done, from 0 to 1.</param>
public sealed record LaneProgress(int Number, string Name, string Step, double Fraction);

/// <summary>What one reset did.</summary>
/// <param name="Number">The lane's number, from 1.</param>
/// <param name="Name">The lane's name.</param>
/// <param name="Tables">How many tables were put back; 0 where none had changed.</param>
/// <param name="Sequences">How many sequences were put back. One that nobody had used, and that was set without giving out a number, does not count beside other changes.</param>
/// <param name="Views">How many materialized views were refreshed.</param>
/// <param name="Duration">How long it took, the round trip included.</param>
public sealed record LaneReset(int Number, string Name, int Tables, int Sequences, int Views, TimeSpan Duration);

/// <summary>One lane as the registry and the server see it.</summary>
/// <param name="Number">The lane's number, from 1.</param>
/// <param name="Name">The lane's name.</param>
/// <param name="Kind">What the lane is made of.</param>
/// <param name="State">How far it is.</param>
/// <param name="Fresh">Whether it was made of the template as it is now.</param>
/// <param name="Bytes">What its tables, indexes and sequences take on the server's disk.</param>
/// <param name="Lease">Who holds it; null for a free lane.</param>
public sealed record LaneStatus(int Number, string Name, LaneKind Kind, LaneState State, bool Fresh, long Bytes, LaneHolder? Lease);

/// <summary>The session that holds a lane, as the server knows it.</summary>
/// <param name="LaneNumber">The lane's number, from 1.</param>
/// <param name="Pid">The process id of the session on the server.</param>
/// <param name="Host">The client's name or address; <c>local</c> for a Unix socket.</param>
/// <param name="Application">The client's <c>application_name</c>.</param>
/// <param name="Since">When it got the lane, to the second.</param>
public sealed record LaneHolder(int LaneNumber, int Pid, string Host, string Application, DateTimeOffset Since)
{
    internal string Describe() => $"lane {LaneNumber}: pid {Pid} (\"{Application}\") on {Host} since {Since.ToUniversalTime():yyyy-MM-dd HH:mm:ss}Z";
}
