namespace PgLanes.Cli.Demo;

/// <summary>Counts what the demo checked, and keeps what did not hold.</summary>
internal sealed class Checks
{
    private readonly Lock _lock = new();
    private readonly List<string> _failures = [];
    private int _count;

    public int Count
    {
        get
        {
            lock (_lock) return _count;
        }
    }

    public IReadOnlyList<string> Failures
    {
        get
        {
            lock (_lock) return [.. _failures];
        }
    }

    public void Expect(bool holds, string failure)
    {
        lock (_lock)
        {
            _count++;
            if (!holds) _failures.Add(failure);
        }
    }

    /// <summary>Compares row by row; each row that is missing or too many is a failure.</summary>
    public void ExpectSameRows(string what, IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        var (left, right) = (expected.CountBy(row => row).ToDictionary(), actual.CountBy(row => row).ToDictionary());
        var differences = left.Keys.Union(right.Keys)
            .Select(row => (Row: row, Expected: left.GetValueOrDefault(row), Actual: right.GetValueOrDefault(row)))
            .Where(row => row.Expected != row.Actual)
            .Select(row => $"{what}: {row.Row}: expected {row.Expected} times, found {row.Actual} times.")
            .ToList();
        lock (_lock)
        {
            _count += left.Count;
            _failures.AddRange(differences);
        }
    }
}
