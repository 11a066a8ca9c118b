namespace PgLanes;

/// <summary>What the proof of one lane found.</summary>
/// <param name="Number">The lane's number, from 1.</param>
/// <param name="Name">The lane's name: its first schema, or its database.</param>
/// <param name="Differences">Where the lane differs from its template; empty for a lane that equals it.</param>
/// <param name="Strays">The lane's objects that depend on an object of the template, as <c>object depends on object</c>.</param>
/// <param name="Duration">How long the proof took.</param>
public sealed record LaneProof(
    int Number, string Name, IReadOnlyList<LaneDifference> Differences, IReadOnlyList<string> Strays, TimeSpan Duration)
{
    /// <summary>Whether the lane equals its template and depends on nothing in it.</summary>
    public bool IsIdentical => Differences.Count == 0 && Strays.Count == 0;
}

/// <summary>One difference between a lane and its template.</summary>
/// <param name="ObjectName">The lane's object, and where one attribute of it differs, which.</param>
/// <param name="Expected">What the template has, under the lane's names.</param>
/// <param name="Actual">What the lane has.</param>
public sealed record LaneDifference(string ObjectName, string Expected, string Actual);
