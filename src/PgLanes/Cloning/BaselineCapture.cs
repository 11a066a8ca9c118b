using Npgsql;
using NpgsqlTypes;
using PgLanes.Catalog;
using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Cloning;

/// <summary>Stores the template's rows and sequence positions in the tool's own schema, once for each state of the template.</summary>
internal sealed class BaselineCapture(NpgsqlConnection connection, DatabaseModel template, string toolSchema, int lockBudget)
{
    private static readonly string ColumnsQuery = KindReader.QueryText("baseline_columns.sql");

    /// <summary>Copies the rows of every table for which <paramref name="keeps"/> (schema, table) is true, and of these the ones that meet
    /// <paramref name="condition"/>, into tables of the tool's schema whose names begin with <paramref name="storePrefix"/>. Costs one read of those rows.</summary>
    public async Task<BaselineModel> RunAsync(
        string storePrefix, Func<string, string, bool> keeps, Func<string, string, string?> condition, CancellationToken cancellationToken)
    {
        var candidates = (await ReadColumnsAsync(cancellationToken).ConfigureAwait(false))
            .GroupBy(column => (column.Schema, column.Table, column.IsWaiting), column => column.Column)
            .Where(table => keeps(table.Key.Schema, table.Key.Table))
            .Select((table, i) => new BaselineTable(table.Key.Schema, table.Key.Table, $"{storePrefix}{i + 1}", [.. table.OfType<BaselineColumn>()], 0, table.Key.IsWaiting))
            .ToList();
        var tables = new List<BaselineTable>();
        // A copied table and its toast table hold locks until the transaction ends, and so does what is read.
        foreach (var chunk in candidates.Chunk(Math.Max(1, lockBudget / 8)))
            tables.AddRange(await CopyAsync(chunk, condition, cancellationToken).ConfigureAwait(false));
        return new BaselineModel(tables, await ReadSequencesAsync(keeps, cancellationToken).ConfigureAwait(false));
    }

    private async Task<List<(string Schema, string Table, bool IsWaiting, BaselineColumn? Column)>> ReadColumnsAsync(CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using var _ = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT pg_catalog.set_config('search_path', '', true)"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(ColumnsQuery)
        {
            Parameters = { new NpgsqlParameter { Value = template.Schemas.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text } },
        });
        var rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = rows.ConfigureAwait(false);
        await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var columns = new List<(string, string, bool, BaselineColumn?)>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var column = rows.TextOrNull("name") is { } name ? new BaselineColumn(name, rows.TextOrNull("cast_type"), rows.Flag("has_names")) : null;
            columns.Add((rows.Text("schema"), rows.Text("table_name"), rows.Flag("is_waiting"), column));
        }

        return columns;
    }

    private async Task<IEnumerable<BaselineTable>> CopyAsync(
        BaselineTable[] tables, Func<string, string, string?> condition, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = transaction.ConfigureAwait(false);
        var batch = new NpgsqlBatch(connection, transaction);
        await using var __ = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CatalogReader.Session));
        batch.BatchCommands.Add(StatementRunner.SetSearchPath([.. template.Schemas.Union(template.ExtensionSchemas)]));
        foreach (var table in tables) batch.BatchCommands.Add(new NpgsqlBatchCommand(CopySql(table, condition(table.Schema, table.Table))));
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        var copied = tables.Select((table, i) => table with { Rows = (long)batch.BatchCommands[i + 2].Rows }).ToLookup(table => table.Rows > 0);
        var empty = string.Join(", ", copied[false].Select(table => Identifier.Quote(toolSchema, table.Store)));
        if (empty.Length > 0) await StatementRunner.ExecuteAsync(connection, $"DROP TABLE {empty}", cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return copied[true];
    }

    private string CopySql(BaselineTable table, string? condition)
    {
        var columns = string.Join(", ", table.Columns.Select(Stored));
        var sample = UncountedRead.Of(template.Of<TableModel>().First(t => t.Schema == table.Schema && t.Name == table.Table));
        return $"CREATE TABLE {Identifier.Quote(toolSchema, table.Store)} AS SELECT {columns} FROM ONLY {Identifier.Quote(table.Schema, table.Table)} AS t{sample}" +
            (condition is null ? "" : $" WHERE ({condition})");
    }

    private string Stored(BaselineColumn column)
    {
        var name = Identifier.Quote(column.Name);
        if (column.HasNames)
            return $"{Identifier.Quote(toolSchema)}.kept({name}, ARRAY[{string.Join(", ", template.Schemas.Select(Literal.Quote))}]::text[]) AS {name}";
        return column.Cast is { } type ? $"{PrintedValue.Print(name, type)} AS {name}" : name;
    }

    private async Task<List<BaselineSequence>> ReadSequencesAsync(Func<string, string, bool> keeps, CancellationToken cancellationToken)
    {
        var positions = new List<BaselineSequence>();
        foreach (var chunk in template.Of<SequenceModel>().Chunk(Math.Max(1, lockBudget / 2)))
        {
            var batch = new NpgsqlBatch(connection);
            await using var _ = batch.ConfigureAwait(false);
            foreach (var sequence in chunk)
                batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT last_value, is_called FROM {Identifier.Quote(sequence.Schema, sequence.Name)}"));
            var rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var __ = rows.ConfigureAwait(false);
            foreach (var sequence in chunk)
            {
                await rows.ReadAsync(cancellationToken).ConfigureAwait(false);
                // A sequence whose table starts empty starts anew, too.
                positions.Add(keeps(sequence.OwnerSchema ?? sequence.Schema, sequence.OwnerTable ?? sequence.Name)
                    ? new BaselineSequence(sequence.Schema, sequence.Name, rows.Long("last_value"), rows.Flag("is_called"))
                    : new BaselineSequence(sequence.Schema, sequence.Name, sequence.Start, IsCalled: false));
                await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return positions;
    }
}
