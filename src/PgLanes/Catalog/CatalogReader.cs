using System.Data;
using Npgsql;
using NpgsqlTypes;
using PgLanes.Model;

namespace PgLanes.Catalog;

/// <summary>Reads schemas, the template's or a lane's, into a model, in one round trip and one snapshot.</summary>
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
        var batch = new NpgsqlBatch(connection, transaction);
        await using var __ = batch.ConfigureAwait(false);
        AddObjects(batch, schemas);
        Add(batch, ExtensionSchemas);
        Add(batch, ExtensionObjects, schemas);
        Add(batch, Dependencies, schemas);

        var rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var ___ = rows.ConfigureAwait(false);
        var objects = await NextObjectsAsync(rows, cancellationToken).ConfigureAwait(false);
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
        var batch = new NpgsqlBatch(connection, transaction);
        await using var __ = batch.ConfigureAwait(false);
        AddObjects(batch, schemas);
        var rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var ___ = rows.ConfigureAwait(false);
        return await NextObjectsAsync(rows, cancellationToken).ConfigureAwait(false);
    }

    private static void AddObjects(NpgsqlBatch batch, IReadOnlyList<string> schemas)
    {
        Add(batch, Session);
        Add(batch, Settings, schemas);
        foreach (var kind in Kinds) Add(batch, kind.Sql, schemas);
    }

    private static async Task<List<CatalogObject>> NextObjectsAsync(NpgsqlDataReader rows, CancellationToken cancellationToken)
    {
        // The settings gave two results before.
        await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var objects = new List<CatalogObject>();
        foreach (var kind in Kinds)
        {
            await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
            while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) objects.Add(kind.Read(rows));
        }

        return objects;
    }

    private static Dependency ReadDependency(NpgsqlDataReader row) => new(
        new ObjectId(row.Oid("dependent_class"), row.Oid("dependent_oid")),
        new ObjectId(row.Oid("referenced_class"), row.Oid("referenced_oid")));

    private static async Task<List<T>> NextAsync<T>(NpgsqlDataReader rows, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var items = new List<T>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) items.Add(read(rows));
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
