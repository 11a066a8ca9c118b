using Npgsql;
using PgLanes.Catalog;
using PgLanes.Cloning;
using PgLanes.Model;
using PgLanes.Scripting;
using PgLanes.Sql;

namespace PgLanes.Leasing;

/// <summary>Reads the template, and has it migrated first where that is wanted.</summary>
internal sealed class TemplateReader(Connector connector, Home home, LanePoolOptions options)
{
    private static readonly string CountsQuery = KindReader.QueryText("template_counts.sql");

    private readonly LaneLog _log = new(options.LoggerFactory);

    /// <summary>Returns the template as the registry knows it where its quick mark is known, and reads all of it otherwise.</summary>
    /// <exception cref="TemplateException">The template is not there, is empty, or may not be read.</exception>
    public async Task<Template> ReadAsync(CancellationToken cancellationToken)
    {
        // Whoever reads a template often leases a lane of it next.
        var connection = await connector.OpenKeeperAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var template = await RecognizeAsync(connection, cancellationToken).ConfigureAwait(false);
            // A database to which somebody is connected cannot be copied.
            if (options.Kind == LaneKind.Database) await connection.DisposeAsync().ConfigureAwait(false);
            else connector.Keep(connection);
            return template;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<Template> RecognizeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (options.MigrateAsync is { } migrate) await MigrateAsync(connection, migrate, cancellationToken).ConfigureAwait(false);
        return await FindAsync(connection, cancellationToken).ConfigureAwait(false)
            ?? await ReadAllAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the definitions of a template that was seen before.</summary>
    /// <exception cref="TemplateException">It changed since.</exception>
    public async Task<DatabaseModel> ReadAgainAsync(NpgsqlConnection connection, Template template, CancellationToken cancellationToken)
    {
        if (await IsAsMarkedAsync(connection, template, cancellationToken).ConfigureAwait(false))
        {
            var model = await CatalogReader.ReadAsync(connection, options.Schemas, cancellationToken).ConfigureAwait(false);
            if (await IsAsMarkedAsync(connection, template, cancellationToken).ConfigureAwait(false)) return model;
        }

        return (await ReadSameAsync(connection, template, cancellationToken).ConfigureAwait(false)).Model!;
    }

    /// <summary>Makes sure that the template is as it was seen before.</summary>
    /// <exception cref="TemplateException">It is not.</exception>
    public async Task<bool> ConfirmAsync(NpgsqlConnection connection, Template template, CancellationToken cancellationToken)
    {
        if (!await IsAsMarkedAsync(connection, template, cancellationToken).ConfigureAwait(false))
            await ReadSameAsync(connection, template, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Returns the names of a lane.</summary>
    public static NameMap Names(Template template, LanePoolOptions options, int number) => options.Kind == LaneKind.Database
        ? NameMap.Empty
        : new NameMap(
            options.Schemas.Zip(LaneNaming.Schemas(options, number)).ToDictionary(pair => pair.First, pair => pair.Second),
            template.Names,
            options.Schemas.Intersect(template.ExtensionSchemas).ToHashSet());

    // Null where the registry does not know the template as it is, or cannot tell.
    private async Task<Template?> FindAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (options.Kind == LaneKind.Schema) return await FindAsync(connection, connection, cancellationToken).ConfigureAwait(false);
        if (await home.FindAsync(cancellationToken).ConfigureAwait(false) is not { } registry) return null;
        await using var _ = registry.ConfigureAwait(false);
        return await FindAsync(connection, registry, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Template?> FindAsync(NpgsqlConnection connection, NpgsqlConnection registry, CancellationToken cancellationToken)
    {
        if (await ToolSchema.AskAsync(registry, options.Schema, cancellationToken).ConfigureAwait(false) != ToolSchemaState.Current) return null;
        if (await MarkAsync(connection, cancellationToken).ConfigureAwait(false) is not { } mark) return null;
        try
        {
            return await new Sightings(options, connection.Database).FindAsync(registry, mark, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UndefinedTable)
        {
            // The registry was dropped just now.
            _log.NotRecognized(exception);
            return null;
        }
    }

    private async Task<string?> MarkAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return await TemplateMark.ReadAsync(connection, options, connector.Facts.LockBudget, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (!ServerErrors.IsEndOfSession(exception) && exception.SqlState != PostgresErrorCodes.QueryCanceled)
        {
            // The full read tells what is missing in better words; or a table was dropped just now.
            _log.NotRecognized(exception);
            return null;
        }
    }

    private async Task<bool> IsAsMarkedAsync(NpgsqlConnection connection, Template template, CancellationToken cancellationToken) =>
        template.Mark is { } mark && mark == await MarkAsync(connection, cancellationToken).ConfigureAwait(false);

    // Something was written. What counts is whether the template comes out as the same.
    private async Task<Template> ReadSameAsync(NpgsqlConnection connection, Template template, CancellationToken cancellationToken)
    {
        var now = await ReadAllAsync(connection, cancellationToken).ConfigureAwait(false);
        if (now.Fingerprint == template.Fingerprint) return now;
        throw new TemplateException(
            $"The template {Names()} changed after this pool was opened, so no lane can be made as it was then; open the pool again, after the migration is done.")
        {
            ObjectName = options.Schemas[0],
        };
    }

    private async Task<Template> ReadAllAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var counts = await CountFinishedAsync(connection, cancellationToken).ConfigureAwait(false);
        Check(counts);
        try
        {
            // Before and after: what is stored under a mark must be what was read.
            var before = await MarkAsync(connection, cancellationToken).ConfigureAwait(false);
            var template = await ReadAsync(connection, counts, cancellationToken).ConfigureAwait(false);
            var after = await MarkAsync(connection, cancellationToken).ConfigureAwait(false);
            return template with { Mark = before == after ? after : null };
        }
        catch (PostgresException exception) when (exception.SqlState != PostgresErrorCodes.QueryCanceled && !ServerErrors.IsEndOfSession(exception))
        {
            throw new TemplateException(
                $"The template {Names()} cannot be read as \"{connector.Facts.Role}\": {exception.MessageText} ({exception.SqlState})" +
                (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege ? "; connect as a role that may read all of it." : "."),
                exception)
            {
                ObjectName = exception.TableName,
            };
        }
    }

    private async Task<Template> ReadAsync(NpgsqlConnection connection, Counts counts, CancellationToken cancellationToken)
    {
        var model = await CatalogReader.ReadAsync(connection, options.Schemas, cancellationToken).ConfigureAwait(false);
        CheckData(model);
        var (lines, rows) = await BaselineDigest.ReadAsync(connection, model, PartitionedData.For(options.Data, model), connector.Facts.LockBudget, cancellationToken)
            .ConfigureAwait(false);
        var properties = await TemplateMark.PropertiesAsync(connection, options, cancellationToken).ConfigureAwait(false);
        var info = new TemplateInfo(
            connection.Database,
            options.Schemas,
            ModelDigest.Of(model, [.. lines, .. properties], options.Data),
            model.Of<TableModel>().Count(),
            model.Of<IndexModel>().Count(),
            model.Of<ConstraintModel>().Count(constraint => constraint.IsForeignKey),
            counts.Functions,
            counts.Views,
            counts.Triggers,
            rows);
        // A copy of the whole database isolates and translates everything.
        var names = options.Kind == LaneKind.Database ? new HashSet<(string, string)>() : LaneScript.MovingNames(model);
        var template = new Template(info, Hazards: [], model.ExtensionSchemas, names, Mark: null, model);
        return options.Kind == LaneKind.Database ? template : template with { Hazards = LaneScript.For(model, Names(template, options, 1)).Hazards };
    }

    private async Task MigrateAsync(NpgsqlConnection connection, Func<string, CancellationToken, Task> migrate, CancellationToken cancellationToken)
    {
        // Counted under the lock: what another process is still making is not empty, and not whole.
        var migration = Lock;
        await migration.WaitAsync(connection, cancellationToken).ConfigureAwait(false);
        var counts = await CountAsync(connection, cancellationToken).ConfigureAwait(false);
        if (counts.Objects == 0 || counts.IsUnfinished || options.Rebuild)
        {
            await MigrationMark.SetAsync(connection, options, connector.Facts, cancellationToken).ConfigureAwait(false);
            try
            {
                await migrate(connector.Server.ConnectionString, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                await ForgetEmptyAsync(connection).ConfigureAwait(false);
                throw;
            }

            await MigrationMark.ClearAsync(connection, options, cancellationToken).ConfigureAwait(false);
        }

        await migration.ReleaseAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    // A template that is still empty is not taken for migrated anyway.
    private async Task ForgetEmptyAsync(NpgsqlConnection connection)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        try
        {
            if ((await CountAsync(connection, patience.Token).ConfigureAwait(false)).Objects == 0)
                await MigrationMark.ClearAsync(connection, options, patience.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (ServerErrors.IsUnexplained(exception) || exception is OperationCanceledException or LaneException)
        {
            _log.NotForgotten(exception);
        }
    }

    private AdvisoryLock Lock => new PoolLocks(options.Schema).Migration(options.Schemas);

    // Another process may be migrating just now.
    private async Task<Counts> CountFinishedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var counts = await CountAsync(connection, cancellationToken).ConfigureAwait(false);
        if (!counts.IsUnfinished) return counts;
        await Lock.WaitAsync(connection, cancellationToken).ConfigureAwait(false);
        counts = await CountAsync(connection, cancellationToken).ConfigureAwait(false);
        await Lock.ReleaseAsync(connection, cancellationToken).ConfigureAwait(false);
        if (!counts.IsUnfinished) return counts;
        throw new TemplateException(
            $"A migration of the template {Names()} in database \"{connector.Server.Database}\" began and did not end well, so what is there may be half of it. " +
            $"Give the migration again (MigrateAsync, or --migrate), which is run once more; or, if you made the template whole yourself, run {MigrationMark.Removal(options)}.")
        {
            ObjectName = options.Schemas[0],
        };
    }

    private async Task<Counts> CountAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var found = await Registry.ListAsync(
            connection, CountsQuery, [Registry.Texts(options.Schemas), Registry.Text(options.Schema), Registry.Text(MigrationMark.Name(options))],
            row => new Counts(
                row.Number("functions"), row.Number("views"), row.Number("triggers"), row.Number("objects"), row.Flag("is_unfinished"), row.Texts("missing")),
            cancellationToken).ConfigureAwait(false);
        return found[0];
    }

    private void Check(Counts counts)
    {
        if (counts.Missing.Count > 0)
        {
            throw new TemplateException(
                $"Schema \"{counts.Missing[0]}\" does not exist in database \"{connector.Server.Database}\"; migrate the database first, or name another schema.")
            {
                ObjectName = counts.Missing[0],
            };
        }

        if (counts.Objects == 0)
        {
            throw new TemplateException(
                $"The template {Names()} in database \"{connector.Server.Database}\" is empty, so lanes would be, too; " +
                "migrate it first, or give a migration to run.")
            {
                ObjectName = options.Schemas[0],
            };
        }
    }

    private void CheckData(DatabaseModel model)
    {
        var tables = model.Of<TableModel>().ToList();
        var named = options.Data.Tables.Concat(options.Data.Conditions.Keys).ToList();
        if (named.Find(name => !tables.Exists(t => IsCalled(t, name))) is { } unknown)
            throw new ArgumentException($"Data names the table \"{unknown}\", which the template {Names()} does not have; correct or remove the name.");
    }

    private static bool IsCalled(TableModel table, string name) => name == table.Name || name == $"{table.Schema}.{table.Name}";

    private string Names() => string.Join(", ", options.Schemas.Select(Identifier.QuoteIfNeeded));

    private sealed record Counts(int Functions, int Views, int Triggers, int Objects, bool IsUnfinished, ModelList<string> Missing);
}
