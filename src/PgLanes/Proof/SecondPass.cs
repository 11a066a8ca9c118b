using Npgsql;
using PgLanes.Catalog;
using PgLanes.Cloning;
using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Proof;

/// <summary>Tells a real difference from PostgreSQL's own: what it deparses is not stable at the first pass, for example
/// <c>(ARRAY['a'::varchar])::text[]</c> comes back as <c>ARRAY[('a'::varchar)::text]</c>. Both texts are sent through the server once
/// more, in a transaction that is rolled back; where they come back alike, they mean the same.</summary>
internal static class SecondPass
{
    /// <summary>Returns the differences that remain. One round trip where there were any to try; none otherwise.</summary>
    public static async Task<IReadOnlyList<ModelDifference>> RemoveSameAsync(
        NpgsqlConnection connection, DatabaseModel target, IReadOnlyList<ModelDifference> differences, CancellationToken cancellationToken)
    {
        var trials = differences.Select((difference, i) => (Difference: difference, Trial: SecondPassTrial.For(difference, i)))
            .Where(pair => pair.Trial is not null)
            .ToDictionary(pair => pair.Difference, pair => pair.Trial!);
        if (trials.Count == 0) return differences;
        var searchPath = target.Schemas.Union(target.ExtensionSchemas).ToList();
        HashSet<ModelDifference> same;
        try
        {
            same = await TryAsync(connection, searchPath, trials, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (trials.Count > 1 && !StatementRunner.IsIntervention(exception))
        {
            // One text that the server refuses must not hide that the others are the same: each is tried alone.
            same = [];
            foreach (var pair in trials)
                same.UnionWith(await TryAloneAsync(connection, searchPath, pair, cancellationToken).ConfigureAwait(false));
        }
        catch (PostgresException exception) when (!StatementRunner.IsIntervention(exception))
        {
            return differences;
        }

        return [.. differences.Where(difference => !same.Contains(difference))];
    }

    private static async Task<HashSet<ModelDifference>> TryAloneAsync(
        NpgsqlConnection connection,
        IReadOnlyList<string> searchPath,
        KeyValuePair<ModelDifference, SecondPassTrial> pair,
        CancellationToken cancellationToken)
    {
        try
        {
            return await TryAsync(connection, searchPath, new Dictionary<ModelDifference, SecondPassTrial> { [pair.Key] = pair.Value }, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (PostgresException exception) when (!StatementRunner.IsIntervention(exception))
        {
            // What the server refuses is a difference, and stays one.
            return [];
        }
    }

    private static async Task<HashSet<ModelDifference>> TryAsync(
        NpgsqlConnection connection,
        IReadOnlyList<string> searchPath,
        Dictionary<ModelDifference, SecondPassTrial> trials,
        CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = transaction.ConfigureAwait(false);
        var batch = new NpgsqlBatch(connection, transaction);
        await using var __ = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(StatementRunner.SetSearchPath(searchPath));
        foreach (var trial in trials.Values)
        {
            // What one trial makes must not be in the next one's way.
            batch.BatchCommands.Add(new NpgsqlBatchCommand("SAVEPOINT pglanes_second_pass"));
            foreach (var sql in trial.Setup) batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(trial.Question));
            batch.BatchCommands.Add(new NpgsqlBatchCommand("ROLLBACK TO SAVEPOINT pglanes_second_pass"));
        }

        var rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var ___ = rows.ConfigureAwait(false);
        var same = new HashSet<ModelDifference>();
        // Only the search path and the questions return rows.
        foreach (var difference in trials.Keys)
        {
            await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
            if (await rows.ReadAsync(cancellationToken).ConfigureAwait(false) && rows.Flag("same")) same.Add(difference);
        }

        return same;
    }
}
