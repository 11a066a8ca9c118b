namespace PgLanes.Cli.Commands;

/// <summary>Chooses among the lanes that there are.</summary>
internal static class ExistingLanes
{
    /// <summary>Returns the wanted lanes, or all where none is wanted.</summary>
    /// <exception cref="UsageException">A wanted lane does not exist.</exception>
    public static async Task<IReadOnlyList<int>> ChooseAsync(LanePool pool, IReadOnlyList<int> wanted, CancellationToken cancellationToken)
    {
        var existing = (await pool.GetStatusAsync(cancellationToken)).Select(lane => lane.Number).ToList();
        var missing = wanted.Except(existing).ToList();
        if (missing.Count == 0) return wanted.Count == 0 ? existing : wanted;
        throw Missing(missing[0], missing.Max());
    }

    /// <exception cref="UsageException">The lane does not exist.</exception>
    public static async Task<LaneStatus> FindAsync(LanePool pool, int number, CancellationToken cancellationToken) =>
        (await pool.GetStatusAsync(cancellationToken)).FirstOrDefault(lane => lane.Number == number) ?? throw Missing(number, number);

    private static UsageException Missing(int number, int most) => new($"Lane {number} does not exist; `pglanes up --lanes {most}` makes it.");
}
