using System.Text;

namespace PgLanes;

/// <summary>Tells people about a lane that was set aside.</summary>
internal static class KeptLane
{
    /// <summary>How long a failed test waits for what is told about its lane.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(15);

    /// <summary>Returns the lines about the rows that differ from the baseline.</summary>
    public static async Task<string> ListAsync(Lane lane)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return Describe(await lane.CompareAsync(ct: patience.Token).ConfigureAwait(false));
        }
        catch (LaneException exception)
        {
            return $"The rows that differ from the baseline could not be listed: {exception.Message}\n";
        }
        catch (OperationCanceledException)
        {
            return $"The rows that differ from the baseline could not be listed within {Patience.TotalSeconds:0} s: they are many, or a session holds a lock on them.\n";
        }
    }

    /// <summary>Returns the whole text.</summary>
    public static string Describe(Lane lane, bool isKept, string rows) => isKept
        ? $"Lane {lane.Number} ({lane.Name}) stays as this test left it, until the next run or pglanes down. The password is left out; set PGPASSWORD:\n" +
          $"    psql \"{lane.Address.UrlWithoutPassword}\"\n{rows}"
        : $"Lane {lane.Number} ({lane.Name}) was not set aside, because it is the last one in use; allow more lanes (MaxLanes).\n{rows}";

    private static string Describe(IReadOnlyList<TableDifference> tables)
    {
        if (tables.Count == 0) return "No row differs from the baseline.\n";
        var text = new StringBuilder("Rows that differ from the baseline (+ added, - missing):\n");
        foreach (var table in tables)
        {
            text.Append("    ").Append(table.Table).Append(" (").AppendJoin(", ", table.Columns).Append(")\n");
            foreach (var row in table.Added) text.Append("      + ").Append(row).Append('\n');
            foreach (var row in table.Missing) text.Append("      - ").Append(row).Append('\n');
            if (table.HasMore) text.Append("      … and more\n");
        }

        return text.ToString();
    }
}
