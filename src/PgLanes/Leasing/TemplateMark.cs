using System.Security.Cryptography;
using System.Text;
using Npgsql;
using PgLanes.Catalog;
using PgLanes.Cloning;
using PgLanes.Sql;

namespace PgLanes.Leasing;

/// <summary>
/// The quick mark of a template: while it is the same, the template's fingerprint is, too. It is made of which transactions wrote the catalogs' rows and
/// the template's own, where these rows lie, and the sequences' positions; no definition is printed, and no row is read but for that. It may change
/// for nothing, and then costs a full read. Transaction ids come round again after four billion, so a mark counts for two billion at most; what is
/// left is the chance that a row was frozen longer ago and its successor got the same place and id.
/// </summary>
internal static class TemplateMark
{
    private static readonly string DefinitionsQuery = KindReader.QueryText("template_mark.sql");
    private static readonly string MoreQuery = KindReader.QueryText("template_mark_more.sql");
    private static readonly string DataQuery = KindReader.QueryText("template_data.sql");
    private static readonly string SettingsQuery = KindReader.QueryText("settings.sql");

    // Another build of PgLanes may read a template in another way.
    private static readonly string Build = typeof(TemplateMark).Module.ModuleVersionId.ToString("N");

    /// <summary>Returns the mark as 64 hexadecimal digits; null where rows are stored in a way that does not tell who wrote them. Two or three round
    /// trips, and one look at each row that is part of the baseline.</summary>
    public static async Task<string?> ReadAsync(NpgsqlConnection connection, LanePoolOptions options, int lockBudget, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        foreach (var part in (string[])[Build, options.Kind.ToString(), options.NameFormat, options.Schema, options.Data.ToString(), .. options.Schemas]) text.Append(part).Append('\n');
        foreach (var property in await PropertiesAsync(connection, options, cancellationToken).ConfigureAwait(false)) text.Append(property).Append('\n');
        var (definitions, items) = await ReadCatalogAsync(connection, options, cancellationToken).ConfigureAwait(false);
        text.Append(definitions.Mark).Append('\n');
        if (definitions.HasMore)
        {
            text.Append(await Registry.ScalarAsync(connection, MoreQuery, [Registry.Texts(options.Schemas)], cancellationToken).ConfigureAwait(false));
            text.Append('\n');
        }

        var data = options.Data.WithPartitions(items.Select(item => (item.Name, item.Ancestors)));
        items = [.. items.Where(item => item.IsSequence || data.Keeps(item.Name.Schema, item.Name.Name))];
        if (items.Exists(item => !item.IsSequence && !item.IsHeap)) return null;
        foreach (var chunk in items.Chunk(Math.Clamp(lockBudget / 4, 1, 200)))
            await AddDataAsync(text, connection, options.Schemas, data, chunk, cancellationToken).ConfigureAwait(false);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Returns what a lane has of the database that the template is in: its privileges and settings, where lanes are databases.</summary>
    public static async Task<IReadOnlyList<string>> PropertiesAsync(NpgsqlConnection connection, LanePoolOptions options, CancellationToken cancellationToken) =>
        options.Kind == LaneKind.Database ? await new DatabaseCopier(connection).DescribePropertiesAsync(connection.Database, cancellationToken).ConfigureAwait(false) : [];

    private static async Task<((string Mark, bool HasMore) Definitions, List<Item> Items)> ReadCatalogAsync(
        NpgsqlConnection connection, LanePoolOptions options, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using var _ = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(DefinitionsQuery)
        {
            Parameters = { Registry.Texts(options.Schemas), Registry.Text(MigrationMark.Name(options)) },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(DataQuery) { Parameters = { Registry.Texts(options.Schemas) } });
        var rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = rows.ConfigureAwait(false);
        await rows.ReadAsync(cancellationToken).ConfigureAwait(false);
        var definitions = (rows.Text("mark"), rows.Flag("has_more"));
        await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var items = new List<Item>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            items.Add(new Item(
                (rows.Text("schema"), rows.Text("name")),
                rows.Texts("ancestor_schemas").Zip(rows.Texts("ancestors")),
                rows.Flag("is_sequence"), !rows.Flag("is_sequence") && rows.Flag("is_heap")));
        }

        return (definitions, items);
    }

    private static async Task AddDataAsync(
        StringBuilder text, NpgsqlConnection connection, IReadOnlyList<string> schemas, BaselineData data, Item[] items, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using var _ = batch.ConfigureAwait(false);
        // Only a condition of the user's depends on them.
        if (data.Conditions.Count > 0)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(CatalogReader.Session));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(SettingsQuery) { Parameters = { Registry.Texts(schemas) } });
        }

        var settings = batch.BatchCommands.Count;
        batch.BatchCommands.Add(new NpgsqlBatchCommand(string.Join(" UNION ALL ", items.Select((item, i) => Question(item, i, data)))));
        var rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = rows.ConfigureAwait(false);
        for (var i = 0; i < settings; i++) await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var answers = new string[items.Length];
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) answers[rows.GetInt32(0)] = rows.GetString(1);
        foreach (var (item, answer) in items.Zip(answers)) text.Append(item.Name.Schema).Append('.').Append(item.Name.Name).Append(' ').Append(answer).Append('\n');
    }

    private static string Question(Item item, int number, BaselineData data)
    {
        var name = Identifier.Quote(item.Name.Schema, item.Name.Name);
        if (item.IsSequence) return $"SELECT {number}, concat(last_value, ' ', is_called) FROM {name}";
        var condition = data.Condition(item.Name.Schema, item.Name.Name) is { } rows ? $" WHERE ({rows})" : "";
        return $"SELECT {number}, concat(count(*), ' ', sum(hash_record_extended(ROW(t.ctid, t.xmin), 0))) " +
            $"FROM ONLY {name} AS t TABLESAMPLE pg_catalog.system (100){condition}";
    }

    private sealed record Item((string Schema, string Name) Name, IEnumerable<(string Schema, string Name)> Ancestors, bool IsSequence, bool IsHeap);
}
