using System.Data;
using Npgsql;
using NpgsqlTypes;
using PgLanes.Model;

namespace PgLanes.Catalog;

/// <summary>Reads schemas, the template's or a lane's, into a model, in two round trips and one snapshot.</summary>
internal static class CatalogReader
{
    /// <summary>Every kind that is read. The order is that of <see cref="DatabaseModel.Objects"/>.</summary>
    public static IReadOnlyList<KindReader> Kinds { get; } =
    [
        SchemaReader.Kind,
        CollationReader.Kind,
        EnumReader.Kind,
        CompositeReader.Kind,
        BaseTypeReader.Kind,
        DomainReader.Kind,
        DomainConstraintReader.Kind,
        RangeReader.Kind,
        FunctionReader.Kind,
        AggregateReader.Kind,
        OperatorReader.Kind,
        OperatorFamilyReader.Kind,
        OperatorClassReader.Kind,
        FamilyMemberReader.Kind,
        CastReader.Kind,
        ConversionReader.Kind,
        TransformReader.Kind,
        TextSearchParserReader.Kind,
        TextSearchTemplateReader.Kind,
        TextSearchDictionaryReader.Kind,
        TextSearchConfigurationReader.Kind,
        SequenceReader.Kind,
        TableReader.Kind,
        ViewReader.Kind,
        MaterializedViewReader.Kind,
        ColumnReader.Kind,
        ConstraintReader.Kind,
        IndexReader.Kind,
        TriggerReader.Kind,
        RuleReader.Kind,
        PolicyReader.Kind,
        StatisticsReader.Kind,
        CommentReader.Kind,
        SecurityLabelReader.Kind,
        ExtensionDependencyReader.Kind,
        OwnerReader.Kind,
        GrantReader.Kind,
        DefaultPrivilegeReader.Kind,
    ];

    /// <summary>Sets, for the running transaction, what the text of values and of SQL depends on.</summary>
    public static string Session { get; } = KindReader.QueryText("session.sql");

    private static readonly string Signs = KindReader.QueryText("signs.sql");
    private static readonly string Settings = KindReader.QueryText("settings.sql");
    private static readonly string ExtensionSchemas = KindReader.QueryText("extension_schemas.sql");
    private static readonly string ExtensionObjects = KindReader.QueryText("extension_objects.sql");
    private static readonly string Dependencies = KindReader.QueryText("dependencies.sql");

    /// <summary>Reads <paramref name="schemas"/>, in their order, which is that of the search path.
    /// A schema that does not exist is simply not among the model's <see cref="SchemaModel"/>s.</summary>
    public static async Task<DatabaseModel> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<string> schemas, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        await using var _ = transaction.ConfigureAwait(false);
        var kinds = await FindKindsAsync(connection, schemas, cancellationToken).ConfigureAwait(false);
        var batch = new NpgsqlBatch(connection, transaction);
        await using var __ = batch.ConfigureAwait(false);
        foreach (var kind in kinds) Add(batch, kind.Sql, schemas);
        Add(batch, ExtensionSchemas);
        Add(batch, ExtensionObjects, schemas);
        Add(batch, Dependencies, schemas);

        var rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var ___ = rows.ConfigureAwait(false);
        var objects = await NextObjectsAsync(rows, kinds, cancellationToken).ConfigureAwait(false);
        var extensionSchemas = await NextAsync(rows, row => row.Text("name"), cancellationToken).ConfigureAwait(false);
        var extensionObjects = await NextAsync(rows, row => (row.Text("schema"), row.Text("name")), cancellationToken).ConfigureAwait(false);
        var dependencies = await NextAsync(rows, ReadDependency, cancellationToken).ConfigureAwait(false);
        return new DatabaseModel(
            connection.Database, schemas, extensionSchemas, objects, dependencies, extensionObjects.ToHashSet());
    }

    /// <summary>Reads only the objects of <paramref name="schemas"/>: what the proof compares. Otherwise as <see cref="ReadAsync"/>.</summary>
    public static async Task<IReadOnlyList<CatalogObject>> ReadObjectsAsync(
        NpgsqlConnection connection, IReadOnlyList<string> schemas, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        await using var _ = transaction.ConfigureAwait(false);
        var kinds = await FindKindsAsync(connection, schemas, cancellationToken).ConfigureAwait(false);
        var batch = new NpgsqlBatch(connection, transaction);
        await using var __ = batch.ConfigureAwait(false);
        foreach (var kind in kinds) Add(batch, kind.Sql, schemas);
        var rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var ___ = rows.ConfigureAwait(false);
        return await NextObjectsAsync(rows, kinds, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Prepares the running transaction for reading <paramref name="schemas"/>, and returns the kinds that they may hold. One round trip.</summary>
    internal static async Task<IReadOnlyList<KindReader>> FindKindsAsync(
        NpgsqlConnection connection, IReadOnlyList<string> schemas, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using var _ = batch.ConfigureAwait(false);
        Add(batch, Session);
        Add(batch, Settings, schemas);
        Add(batch, Signs, schemas);
        var rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = rows.ConfigureAwait(false);
        await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
        await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var present = (await NextAsync(rows, row => row.Text("sign"), cancellationToken).ConfigureAwait(false)).ToHashSet();
        return [.. Kinds.Where(kind => kind.MayFind(present))];
    }

    private static async Task<List<CatalogObject>> NextObjectsAsync(
        NpgsqlDataReader rows, IReadOnlyList<KindReader> kinds, CancellationToken cancellationToken)
    {
        var objects = new List<CatalogObject>();
        foreach (var kind in kinds)
        {
            while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) objects.Add(kind.Read(rows));
            await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }

        return objects;
    }

    private static Dependency ReadDependency(NpgsqlDataReader row) => new(
        new ObjectId(row.Oid("dependent_class"), row.Oid("dependent_oid")),
        new ObjectId(row.Oid("referenced_class"), row.Oid("referenced_oid")),
        row.Flag("is_outward"));

    // Leaves the reader at the next result.
    private static async Task<List<T>> NextAsync<T>(NpgsqlDataReader rows, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var items = new List<T>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) items.Add(read(rows));
        await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return items;
    }

    private static void Add(NpgsqlBatch batch, string sql, IReadOnlyList<string>? schemas = null)
    {
        var command = new NpgsqlBatchCommand(sql);
        if (schemas is not null)
            command.Parameters.Add(new NpgsqlParameter { Value = schemas.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        batch.BatchCommands.Add(command);
    }
}
