namespace PgLanes.Leasing;

/// <summary>One lane as the registry knows it.</summary>
/// <param name="Id">Its id in the registry, and that of its lock.</param>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Database">The database that it is; null for one that is made of schemas.</param>
/// <param name="Schemas">Its schemas, in the order of the template's.</param>
/// <param name="Mark">The comment on its schemas, or on its database.</param>
/// <param name="State">Its state; null where it was never made, or was dropped.</param>
/// <param name="Version">The version that it was made of.</param>
/// <param name="Seal">Its role, where it was sealed and the role is there.</param>
/// <param name="IsInRun">Whether a command works in it for its holder, or for one that was killed.</param>
/// <param name="IsPresent">Whether its database or all its schemas are there and say that they are its own.</param>
internal sealed record LaneRow(
    int Id, int Number, string? Database, IReadOnlyList<string> Schemas, string Mark, LaneState? State, int? Version, Seal? Seal, bool IsInRun, bool IsPresent)
{
    /// <summary>What a lane that is a database is called by its own registry, in which there is no other.</summary>
    public const int OnlyOne = 1;

    public string Name => Database ?? Schemas[0];

    /// <summary>The id by which the tool's schema beside the lane's rows knows it: its reset function and its marks.</summary>
    public int IdBesideRows => Database is null ? Id : OnlyOne;

    /// <summary>Whether the lane can be handed out as a copy of <paramref name="version"/>.</summary>
    public bool IsFresh(int version) => State == LaneState.Ready && Version == version && IsPresent;
}
