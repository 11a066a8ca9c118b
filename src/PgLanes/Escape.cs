namespace PgLanes;

/// <summary>A table outside the lanes in use that was read or written: of the template, or of a lane that nobody held.</summary>
/// <param name="Schema">The table's schema: the template's, or a lane's.</param>
/// <param name="Table">The table, the materialized view, or a sequence that no table owns.</param>
/// <param name="Reads">How often it or one of its indexes was scanned, as the server counts: a statement that reads the table once is one,
/// a nested loop that looks into it for each of 100 rows is 100. Looking for the rows of an UPDATE or a DELETE, and checking a foreign key that refers to the table, are reads, too.</param>
/// <param name="Writes">How many rows were inserted, updated or deleted, also by what was rolled back. What replaces the table as a whole, such as TRUNCATE, DROP or
/// REFRESH, counts as one, and so does a sequence that moved where nothing else in its table did.</param>
public sealed record Escape(string Schema, string Table, long Reads, long Writes);

/// <summary>What <see cref="LanePool.AuditAsync"/> found.</summary>
/// <param name="Duration">The time that was looked at: since the pool was opened, or since the audit before.</param>
/// <param name="Escapes">The tables that were read or written, by schema and name; empty where all stayed in their lanes.</param>
public sealed record LaneAudit(TimeSpan Duration, IReadOnlyList<Escape> Escapes);
