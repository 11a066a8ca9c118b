using System.Diagnostics;

namespace PgLanes.Audit;

/// <summary>What the server had counted at one moment.</summary>
/// <param name="Tables">The tables of the template, of the lanes that nobody held, and of the tool's own schema.</param>
/// <param name="Sequences">The template's sequences.</param>
/// <param name="Registry">The tool's own table that is scanned by whoever makes, leases or resets a lane; null where there is none.</param>
/// <param name="Sessions">The sessions that there were.</param>
internal sealed record Snapshot(
    IReadOnlyList<TableCount> Tables, IReadOnlyList<SequencePosition> Sequences, TableCount? Registry, IReadOnlySet<int> Sessions)
{
    public long Taken { get; } = Stopwatch.GetTimestamp();
}

/// <summary>A table's counters.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name.</param>
/// <param name="Oid">Its identity, which a table made anew under its name does not have.</param>
/// <param name="File">The file that holds it, another one after TRUNCATE.</param>
/// <param name="Reads">Scans of it and of its indexes.</param>
/// <param name="Writes">Rows written.</param>
internal sealed record TableCount(string Schema, string Name, uint Oid, uint File, long Reads, long Writes);

/// <summary>Where a sequence stands, and the table that owns it.</summary>
internal sealed record SequencePosition(string Schema, string Name, (string Schema, string Name)? Owner, long? Position);
