using Npgsql;
using PgLanes.Catalog;
using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Leasing;

/// <summary>The template as one pool saw it.</summary>
internal sealed record Template(DatabaseModel Model, TemplateInfo Info)
{
    public string Fingerprint => Info.Fingerprint;
}

/// <summary>Reads the template, and has it migrated first where that is wanted.</summary>
internal sealed class TemplateReader(Connector connector, LanePoolOptions options)
{
    private static readonly string CountsQuery = KindReader.QueryText("template_counts.sql");

    /// <exception cref="TemplateException">The template is not there, is empty, or may not be read.</exception>
    public async Task<Template> ReadAsync(CancellationToken cancellationToken)
    {
        // Whoever reads a template often makes a lane of it next.
        var connection = await connector.OpenKeeperAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var template = await ReadAsync(connection, cancellationToken).ConfigureAwait(false);
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

    private async Task<Template> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (options.MigrateAsync is { } migrate) await MigrateAsync(connection, migrate, cancellationToken).ConfigureAwait(false);
        var counts = await CountAsync(connection, cancellationToken).ConfigureAwait(false);
        Check(counts);
        try
        {
            return await ReadAsync(connection, counts, cancellationToken).ConfigureAwait(false);
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
        var (lines, rows) = await BaselineDigest.ReadAsync(connection, model, options.Data, connector.Facts.LockBudget, cancellationToken)
            .ConfigureAwait(false);
        return new Template(model, new TemplateInfo(
            connection.Database,
            options.Schemas,
            ModelDigest.Of(model, lines, options.Data),
            model.Of<TableModel>().Count(),
            model.Of<IndexModel>().Count(),
            model.Of<ConstraintModel>().Count(constraint => constraint.IsForeignKey),
            counts.Functions,
            counts.Views,
            counts.Triggers,
            rows));
    }

    private async Task MigrateAsync(NpgsqlConnection connection, Func<string, CancellationToken, Task> migrate, CancellationToken cancellationToken)
    {
        // Counted under the lock: what another process is still making is not empty, and not whole.
        var migration = new PoolLocks(options.Schema).Migration(options.Schemas);
        await migration.WaitAsync(connection, cancellationToken).ConfigureAwait(false);
        var counts = await CountAsync(connection, cancellationToken).ConfigureAwait(false);
        if (counts.Objects == 0 || options.Rebuild)
            await migrate(connector.Server.ConnectionString, cancellationToken).ConfigureAwait(false);
        await migration.ReleaseAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Counts> CountAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var found = await Registry.ListAsync(
            connection, CountsQuery, [Registry.Texts(options.Schemas)],
            row => new Counts(row.Number("functions"), row.Number("views"), row.Number("triggers"), row.Number("objects"), row.Texts("missing")),
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
        if (options.Data.Tables.Concat(options.Data.Conditions.Keys).FirstOrDefault(name => !tables.Exists(t => name == t.Name || name == $"{t.Schema}.{t.Name}")) is { } unknown)
            throw new ArgumentException($"Data names the table \"{unknown}\", which the template {Names()} does not have; correct or remove the name.");
    }

    private string Names() => string.Join(", ", options.Schemas.Select(Identifier.QuoteIfNeeded));

    private sealed record Counts(int Functions, int Views, int Triggers, int Objects, ModelList<string> Missing);
}
