namespace PgLanes;

/// <summary>The rows of one table of a lane that are not those of the baseline. A changed row is one that was added and one that is missing.</summary>
/// <param name="Table">The table, with the lane's schema before it.</param>
/// <param name="Columns">The columns of the rows, in their order.</param>
/// <param name="Added">Rows that the baseline has not, as PostgreSQL writes rows: <c>(7,open)</c>; cut at 300 characters.</param>
/// <param name="Missing">Rows that only the baseline has.</param>
/// <param name="HasMore">Whether there are more of either than were asked for.</param>
public sealed record TableDifference(
    string Table, IReadOnlyList<string> Columns, IReadOnlyList<string> Added, IReadOnlyList<string> Missing, bool HasMore);
