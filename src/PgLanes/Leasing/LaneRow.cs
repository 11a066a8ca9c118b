namespace PgLanes.Leasing;

/// <summary>One lane as the registry knows it.</summary>
/// <param name="Id">Its id in the registry, and that of its lock.</param>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Schemas">Its schemas, in the order of the template's.</param>
/// <param name="Mark">The comment on its schemas.</param>
/// <param name="State">Its state; null where it was never made, or was dropped.</param>
/// <param name="Version">The version that it was made of.</param>
/// <param name="IsPresent">Whether all its schemas are there and say that they are its own.</param>
internal sealed record LaneRow(int Id, int Number, IReadOnlyList<string> Schemas, string Mark, LaneState? State, int? Version, bool IsPresent)
{
    public string Name => Schemas[0];

    /// <summary>Whether the lane can be handed out as a copy of <paramref name="version"/>.</summary>
    public bool IsFresh(int version) => State == LaneState.Ready && Version == version && IsPresent;
}
