using Npgsql;
using NpgsqlTypes;
using PgLanes.Catalog;
using PgLanes.Cloning;
using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Leasing;

/// <summary>Has the server digest the rows and the sequence positions of the template, so that none of them crosses the network.</summary>
internal static class BaselineDigest
{
    private static readonly string FilledTablesQuery = KindReader.QueryText("filled_tables.sql");

    /// <summary>Returns one line a table and sequence, and how many rows there are. Costs one read of the rows.</summary>
    public static async Task<(IReadOnlyList<string> Lines, long Rows)> ReadAsync(
        NpgsqlConnection connection, DatabaseModel template, BaselineData data, int lockBudget, CancellationToken cancellationToken)
    {
        var filled = await FilledAsync(connection, template, cancellationToken).ConfigureAwait(false);
        var tables = template.Of<TableModel>()
            .Where(t => filled.Contains((t.Schema, t.Name)) && data.Keeps(t.Schema, t.Name))
            .Select(t => ($"{t.Schema}.{t.Name}", Identifier.Quote(t.Schema, t.Name) + " AS t" + UncountedRead.Of(t) +
                (data.Condition(t.Schema, t.Name) is { } condition ? $" WHERE ({condition})" : "")));
        var lines = new List<string>();
        var rows = 0L;
        foreach (var chunk in tables.Chunk(Math.Max(1, lockBudget / 8)))
        {
            // Numeric sums do not overflow, and do not care for the order.
            var sums = await AskAsync(connection, template, chunk, "SELECT count(*), COALESCE(sum(hashtextextended(t::text, 0)), 0)::text FROM ONLY", cancellationToken)
                .ConfigureAwait(false);
            lines.AddRange(sums.Where(sum => sum.First > 0).Select(sum => $"{sum.Name} {sum.First} {sum.Second}"));
            rows += sums.Sum(sum => sum.First);
        }

        var sequences = template.Of<SequenceModel>()
            .Where(s => data.Keeps(s.OwnerSchema ?? s.Schema, s.OwnerTable ?? s.Name))
            .Select(s => ($"{s.Schema}.{s.Name}", Identifier.Quote(s.Schema, s.Name)));
        foreach (var chunk in sequences.Chunk(Math.Max(1, lockBudget / 2)))
        {
            var positions = await AskAsync(connection, template, chunk, "SELECT last_value, is_called::text FROM", cancellationToken).ConfigureAwait(false);
            lines.AddRange(positions.Select(position => $"{position.Name} {position.First} {position.Second}"));
        }

        return (lines, rows);
    }

    private static async Task<HashSet<(string Schema, string Table)>> FilledAsync(
        NpgsqlConnection connection, DatabaseModel template, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(FilledTablesQuery, connection);
        await using var _ = command.ConfigureAwait(false);
        command.Parameters.Add(new NpgsqlParameter { Value = template.Schemas.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = rows.ConfigureAwait(false);
        var filled = new HashSet<(string, string)>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) filled.Add((rows.Text("schema"), rows.Text("name")));
        return filled;
    }

    private static async Task<List<(string Name, long First, string Second)>> AskAsync(
        NpgsqlConnection connection, DatabaseModel template, (string Name, string Quoted)[] objects, string question, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using var _ = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(StatementRunner.SetSearchPath([.. template.Schemas.Union(template.ExtensionSchemas)]));
        foreach (var (_, quoted) in objects) batch.BatchCommands.Add(new NpgsqlBatchCommand($"{question} {quoted}"));
        var rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = rows.ConfigureAwait(false);
        var answers = new List<(string, long, string)>();
        foreach (var (name, _) in objects)
        {
            await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
            await rows.ReadAsync(cancellationToken).ConfigureAwait(false);
            answers.Add((name, rows.GetInt64(0), rows.GetString(1)));
        }

        return answers;
    }
}
