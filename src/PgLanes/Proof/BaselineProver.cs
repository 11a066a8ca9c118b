using Npgsql;
using PgLanes.Catalog;
using PgLanes.Cloning;
using PgLanes.Model;
using PgLanes.Scripting;
using PgLanes.Sql;

namespace PgLanes.Proof;

/// <summary>Compares a lane's rows and sequence positions with the stored baseline, by digests that the server makes.</summary>
internal sealed class BaselineProver(NpgsqlConnection connection, string toolSchema, IReadOnlyList<string> searchPath, int chunkSize)
{
    /// <summary>Returns one difference for each table or sequence that is not as it was. Costs one read of the lane's rows and of the stored ones.</summary>
    public async Task<IReadOnlyList<LaneDifference>> CompareAsync(
        DatabaseModel lane, NameMap names, BaselineModel baseline, CancellationToken cancellationToken)
    {
        var stored = baseline.Tables.ToDictionary(t => (names.Schema(t.Schema), t.Table));
        var questions = lane.Of<TableModel>()
            .Where(t => t is { IsPartitioned: false, IsForeign: false })
            .Select(t => (Name: $"{t.Schema}: rows of table {t.Name}", Sql: Rows(t, stored.GetValueOrDefault((t.Schema, t.Name)), names)))
            .Concat(baseline.Sequences.Select(s => (Name: $"{names.Schema(s.Schema)}: position of sequence {s.Name}", Sql: Position(s, names))));
        var differences = new List<LaneDifference>();
        foreach (var chunk in questions.Chunk(chunkSize))
        {
            var batch = new NpgsqlBatch(connection);
            await using var _ = batch.ConfigureAwait(false);
            batch.BatchCommands.Add(new NpgsqlBatchCommand(CatalogReader.Session));
            batch.BatchCommands.Add(StatementRunner.SetSearchPath(searchPath));
            foreach (var (_, sql) in chunk) batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
            var rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var __ = rows.ConfigureAwait(false);
            await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
            foreach (var (name, _) in chunk)
            {
                await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
                await rows.ReadAsync(cancellationToken).ConfigureAwait(false);
                if (!rows.Flag("same")) differences.Add(new LaneDifference(name, rows.Text("expected"), rows.Text("actual")));
            }
        }

        return differences;
    }

    private string Rows(TableModel table, BaselineTable? stored, NameMap names)
    {
        var name = Identifier.Quote(table.Schema, table.Name);
        if (stored is null)
            return $"SELECT count(*) = 0 AS same, '0 rows' AS expected, count(*) || ' rows' AS actual FROM ONLY {name}";
        string Digest(string from, Func<BaselineColumn, string> value) =>
            $"(SELECT count(*) AS n, COALESCE(sum(hashtextextended(ROW({string.Join(", ", stored.Columns.Select(value))})::text, 0)), 0) AS digest FROM {from} AS t)";
        return "SELECT (a.n, a.digest) = (e.n, e.digest) AS same, e.n || ' rows' AS expected, " +
            "CASE WHEN a.n = e.n THEN a.n || ' rows, not all the same' ELSE a.n || ' rows' END AS actual " +
            $"FROM {Digest("ONLY " + name, BaselineScripter.InLane)} AS a, " +
            $"{Digest(Identifier.Quote(toolSchema, stored.Store), column => BaselineScripter.InStore(column, names, toolSchema))} AS e";
    }

    private static string Position(BaselineSequence sequence, NameMap names)
    {
        static string Text(string value, string called) => $"{value} || CASE WHEN {called} THEN ', used' ELSE ', not used' END";
        var expected = Text($"'{sequence.LastValue}'", sequence.IsCalled ? "true" : "false");
        return $"SELECT (last_value, is_called) = ({sequence.LastValue}, {(sequence.IsCalled ? "true" : "false")}) AS same, " +
            $"{expected} AS expected, {Text("last_value", "is_called")} AS actual FROM {Identifier.Quote(names.Schema(sequence.Schema), sequence.Name)}";
    }
}
