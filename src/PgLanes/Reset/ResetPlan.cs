namespace PgLanes.Reset;

/// <summary>What the reset of one lane must know, under the lane's names. Immutable.</summary>
/// <param name="Lane">The lane's id in the registry.</param>
/// <param name="ToolSchema">The tool's schema.</param>
/// <param name="Schemas">The lane's schemas.</param>
/// <param name="SearchPath">The lane's search path.</param>
/// <param name="Tables">The tables that hold rows themselves, parents before children; no partitioned and no foreign ones.</param>
/// <param name="References">Which table refers to which by a foreign key, as (child, parent) oids.</param>
/// <param name="Sequences">Each sequence and where it belongs.</param>
/// <param name="Views">The materialized views, in the order in which they can be refreshed.</param>
/// <param name="Guards">What would interfere with deleting from the tables, updating them or inserting into them, in the order in which it can be set aside.</param>
internal sealed record ResetPlan(
    int Lane,
    string ToolSchema,
    IReadOnlyList<string> Schemas,
    IReadOnlyList<string> SearchPath,
    IReadOnlyList<ResetTable> Tables,
    IReadOnlyList<(uint Child, uint Parent)> References,
    IReadOnlyList<ResetSequence> Sequences,
    IReadOnlyList<ResetView> Views,
    IReadOnlyList<ResetGuard> Guards)
{
    /// <summary>The users' triggers that may wait for the end of a transaction, quoted.</summary>
    public required IReadOnlyList<string> DeferrableTriggers { get; init; }

    /// <summary>Whether the lane may have event triggers of its own.</summary>
    public required bool HasEventTriggers { get; init; }

    /// <summary>The lacks of the right to set a sequence.</summary>
    public required IReadOnlyList<ResetGuard> SequenceGuards { get; init; }

    /// <summary>Whether nothing can change without a transaction id.</summary>
    public required bool IsToldBySnapshot { get; init; }

    /// <summary>Whether publications may have schemas.</summary>
    public required bool HasSchemaPublications { get; init; }

    /// <summary>Whether <c>pg_get_sequence_data</c> tells a sequence's position and whether it was given out, and nothing else.</summary>
    public required bool HasSequenceData { get; init; }
}

/// <param name="Oid">Where the server keeps the table.</param>
/// <param name="Name">Quoted, with its schema.</param>
/// <param name="Rows">How many rows it starts with.</param>
/// <param name="Insert">The INSERT that brings them; null for a table that starts empty.</param>
/// <param name="LargeBytes">The size beyond which it is truncated, for less than deleting would cost, dead rows included; below 0 where it always is.</param>
/// <param name="IsHidden">Whether its rows are hidden from the role that resets: then only its size tells whether it holds any.</param>
/// <param name="Nameless">The oids of those tables, itself among them, that keep rows from being deleted from it while a publication has one of them, because their rows have no identity.</param>
/// <param name="InPlace">How its rows are restored without emptying it; null where that is impossible.</param>
internal sealed record ResetTable(
    uint Oid, string Name, long Rows, string? Insert, long LargeBytes, bool IsHidden, IReadOnlyList<uint> Nameless, ResetInPlace? InPlace);

/// <param name="IsPossible">The condition: each row of the baseline is there, under its key and with all values that others may hold on to.</param>
/// <param name="Update">The statement that restores all other values, and the rows' xmin to <c>mine</c>.</param>
internal sealed record ResetInPlace(string IsPossible, string Update);

/// <summary>A trigger, rule, constraint or lack of rights that is set aside while its tables are put back, and then made as it was.</summary>
/// <param name="Tables">The oids of the tables that hold rows themselves and feel it: those below a partitioned table, and all where a domain's values are.</param>
/// <param name="Off">The statement that sets it aside.</param>
/// <param name="On">The statements that make it as it was.</param>
/// <param name="InReplica">Whether it works in a session that plays the replica.</param>
/// <param name="InOrigin">Whether it works in an ordinary session.</param>
/// <param name="OnDelete">Whether it works on deleting.</param>
/// <param name="OnUpdate">Whether it works on updating.</param>
/// <param name="OnFill">Whether it works on truncating or inserting.</param>
internal sealed record ResetGuard(IReadOnlyList<uint> Tables, string Off, string On, bool InReplica, bool InOrigin, bool OnDelete, bool OnUpdate, bool OnFill);

/// <param name="Name">Quoted, with its schema.</param>
/// <param name="LastValue">Its position.</param>
/// <param name="IsCalled">Whether that value was given out.</param>
/// <param name="IsCyclic">Whether it begins again after its last value.</param>
internal sealed record ResetSequence(string Name, long LastValue, bool IsCalled, bool IsCyclic);

/// <param name="Oid">Where the server keeps the view.</param>
/// <param name="Name">Quoted, with its schema.</param>
/// <param name="IsPopulated">Whether the lane starts with its rows.</param>
/// <param name="Rows">Where it may be refreshed in place (CONCURRENTLY), which keeps its file, how many rows it starts with; else null.</param>
internal sealed record ResetView(uint Oid, string Name, bool IsPopulated, long? Rows);
