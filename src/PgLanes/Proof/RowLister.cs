using Npgsql;
using PgLanes.Catalog;
using PgLanes.Cloning;
using PgLanes.Model;
using PgLanes.Scripting;
using PgLanes.Sql;

namespace PgLanes.Proof;

/// <summary>Lists a lane's rows that differ from the stored baseline, so many of each table at most.</summary>
internal sealed class RowLister(NpgsqlConnection connection, string toolSchema, IReadOnlyList<string> searchPath, int most)
{
    private const int MostTables = 50;

    /// <summary>Returns the tables in which rows differ. Costs one read and sort of the lane's rows and of the stored ones.</summary>
    public async Task<IReadOnlyList<TableDifference>> ListAsync(
        DatabaseModel lane, NameMap names, BaselineModel baseline, CancellationToken cancellationToken)
    {
        var stored = baseline.Tables.ToDictionary(t => (names.Schema(t.Schema), t.Table));
        var columns = lane.Of<ColumnModel>().ToLookup(c => (c.Schema, c.Table));
        var tables = lane.Of<TableModel>().Where(t => t is { IsPartitioned: false, IsForeign: false }).Select(t =>
        {
            var store = stored.GetValueOrDefault((t.Schema, t.Name));
            var all = columns[(t.Schema, t.Name)].OrderBy(c => c.Position).Select(c => c.Name);
            return (Table: t, Store: store, Columns: (IReadOnlyList<string>)[.. store?.Columns.Select(c => c.Name) ?? all]);
        });
        var differences = new List<TableDifference>();
        // Few at a time: each locks its tables until the end of the transaction.
        foreach (var chunk in tables.Chunk(MostTables))
        {
            var batch = new NpgsqlBatch(connection);
            await using var _ = batch.ConfigureAwait(false);
            batch.BatchCommands.Add(new NpgsqlBatchCommand(CatalogReader.Session));
            batch.BatchCommands.Add(StatementRunner.SetSearchPath(searchPath));
            foreach (var item in chunk) batch.BatchCommands.Add(new NpgsqlBatchCommand(Rows(item.Table, item.Store, names)));
            var rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var __ = rows.ConfigureAwait(false);
            await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
            foreach (var item in chunk)
            {
                await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
                var found = new List<(bool IsAdded, string Row)>();
                while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) found.Add((rows.Flag("is_added"), rows.Text("row")));
                if (found.Count > 0) differences.Add(Difference(item.Table, item.Columns, found));
            }
        }

        return differences;
    }

    private TableDifference Difference(TableModel table, IReadOnlyList<string> columns, List<(bool IsAdded, string Row)> found)
    {
        var rows = found.ToLookup(f => f.IsAdded, f => f.Row);
        return new TableDifference(
            $"{Identifier.QuoteIfNeeded(table.Schema)}.{Identifier.QuoteIfNeeded(table.Name)}", columns, [.. rows[true].Take(most)], [.. rows[false].Take(most)],
            rows[true].Count() > most || rows[false].Count() > most);
    }

    private string Rows(TableModel table, BaselineTable? stored, NameMap names)
    {
        var name = Identifier.Quote(table.Schema, table.Name);
        if (stored is null) return $"SELECT true AS is_added, left(t::text, 300) AS row FROM ONLY {name} AS t LIMIT {most + 1}";
        string All(string from, Func<BaselineColumn, string> value) => $"SELECT ROW({string.Join(", ", stored.Columns.Select(value))})::text AS row FROM {from} AS t";
        var inLane = All($"ONLY {name}", BaselineScripter.InLane);
        var inBaseline = All(Identifier.Quote(toolSchema, stored.Store), column => BaselineScripter.InStore(column, names, toolSchema));
        string Only(string here, string there, bool isAdded) =>
            $"(SELECT {(isAdded ? "true" : "false")} AS is_added, left(d.row, 300) AS row FROM ({here} EXCEPT ALL {there}) AS d LIMIT {most + 1})";
        return $"{Only(inLane, inBaseline, isAdded: true)} UNION ALL {Only(inBaseline, inLane, isAdded: false)}";
    }
}
