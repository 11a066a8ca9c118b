using Npgsql;
using PgLanes.Catalog;
using PgLanes.Cloning;
using PgLanes.Leasing;
using PgLanes.Model;
using PgLanes.Reset;
using PgLanes.Sql;

namespace PgLanes;

/// <summary>
/// Makes the seed of one version of a template: a copy of its database at the baseline, with all that a reset needs. Lanes that are databases
/// are copies of it, so the template must be free of other sessions only while the seed is made. Inside it, and so inside each lane,
/// the tool's schema registers one lane.
/// </summary>
internal sealed class SeedMaker(PoolContext pool)
{
    private static readonly string ReferencesQuery = KindReader.QueryText("foreign_keys_again.sql");
    private readonly string _tool = Identifier.Quote(pool.Options.Schema);

    /// <summary>Makes the seed, and returns the rows and positions that it holds.</summary>
    /// <param name="home">A connection to the registry's database.</param>
    /// <param name="version">The version that the seed is of; one that is there is made anew.</param>
    /// <param name="cancellationToken">Ends the making; what there is of the seed is dropped at the next attempt.</param>
    public async Task<BaselineModel> MakeAsync(NpgsqlConnection home, int version, CancellationToken cancellationToken)
    {
        // Before the copy, which the server makes of a database only while nobody is connected to it.
        var model = await pool.ModelAsync(null, cancellationToken).ConfigureAwait(false);
        var name = pool.Home.SeedName(version);
        var copier = new DatabaseCopier(home);
        await copier.DropAsync(name, endAll: true, cancellationToken).ConfigureAwait(false);
        await CopyAsync(copier, name, cancellationToken).ConfigureAwait(false);
        // What changed before it was copied would be neither what the fingerprint says nor what is there now.
        await pool.ConfirmAsync(home, cancellationToken).ConfigureAwait(false);
        var connector = pool.Connector.For(name);
        await using var _ = connector.ConfigureAwait(false);
        var connection = await connector.OpenKeeperAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = connection.ConfigureAwait(false);
        await ForgetLanesAsync(connection, cancellationToken).ConfigureAwait(false);
        await ToolSchema.InstallAsync(connection, pool.Options.Schema, cancellationToken).ConfigureAwait(false);
        await RegisterAsync(connection, cancellationToken).ConfigureAwait(false);
        var data = PartitionedData.For(pool.Options.Data, model);
        var baseline = await new BaselineCapture(connection, model, pool.Options.Schema, pool.Connector.Facts.LockBudget)
            .RunAsync(StoredBaseline.Prefix(LaneRow.OnlyOne), data.Keeps, data.Condition, cancellationToken).ConfigureAwait(false);
        await InstallResetAsync(connection, model, baseline, cancellationToken).ConfigureAwait(false);
        if (pool.Options.Data != BaselineData.All) await ReduceAsync(connection, model, data, baseline, cancellationToken).ConfigureAwait(false);
        await LaneShape.RecordAsync(connection, pool.Options.Schema, LaneRow.OnlyOne, pool.Options.Schemas, cancellationToken).ConfigureAwait(false);
        return baseline;
    }

    private async Task CopyAsync(DatabaseCopier copier, string name, CancellationToken cancellationToken)
    {
        var source = pool.Template.Info.Database;
        try
        {
            await copier.CopyAsync(source, name, $"Made by PgLanes: what lanes of database \"{source}\" are copied from.", cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.ObjectInUse)
        {
            var sessions = await copier.SessionsAsync(source, cancellationToken).ConfigureAwait(false);
            throw new TemplateException(
                $"Lanes of kind database are copies of \"{source}\", and PostgreSQL copies no database to which somebody is connected: " +
                $"{(sessions.Count == 0 ? "the sessions have ended by now, so try again" : string.Join("; ", sessions))}. End these sessions, or use lanes of kind schema.",
                exception)
            {
                ObjectName = source,
            };
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new TemplateException(
                $"Lanes of kind database are copies of \"{source}\", and the role \"{pool.Connector.Facts.Role}\" may not copy it: {exception.MessageText}; " +
                $"run ALTER ROLE {Identifier.QuoteIfNeeded(pool.Connector.Facts.Role)} CREATEDB and make it the database's owner, or connect as another role.",
                exception)
            {
                ObjectName = source,
            };
        }
    }

    // Lanes that are schemas may stand beside the template; a copy has no use for them.
    private async Task ForgetLanesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await ToolSchema.AskAsync(connection, pool.Options.Schema, cancellationToken).ConfigureAwait(false) is ToolSchemaState.Absent or ToolSchemaState.Reserved or ToolSchemaState.Foreign) return;
        var schemas = await Registry.ListAsync(
            connection,
            "SELECT n.nspname::text FROM pg_catalog.pg_namespace AS n " +
            $"WHERE EXISTS (SELECT FROM {_tool}.lanes AS l WHERE n.nspname = ANY (l.schemas) AND right(obj_description(n.oid, 'pg_namespace'), length(l.mark)) = l.mark)",
            [], row => row.GetString(0), cancellationToken).ConfigureAwait(false);
        await new LaneBuilder(connection, pool.Options.Schema, pool.Connector.Facts.LockBudget).DropAsync([.. schemas, pool.Options.Schema], cancellationToken)
            .ConfigureAwait(false);
    }

    // Whatever the search path of a session is, it is on the one lane that there is.
    private async Task RegisterAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using var _ = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"INSERT INTO {_tool}.templates (schemas, name_format) VALUES ($1, '')")
        {
            Parameters = { Registry.Texts(pool.Options.Schemas) },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            $"INSERT INTO {_tool}.lanes (template, number, schemas, mark, state) SELECT t.id, 0, t.schemas, '', 'ready' FROM {_tool}.templates AS t"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            $"CREATE OR REPLACE FUNCTION {_tool}.lane_id() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT {LaneRow.OnlyOne}'"));
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private Task InstallResetAsync(NpgsqlConnection connection, DatabaseModel model, BaselineModel baseline, CancellationToken cancellationToken) => LaneResetter.InstallAsync(
        connection, pool.Options.Schema, LaneRow.OnlyOne, model, NameMap.Empty, baseline, cancellationToken);

    // A reset finds that the rows that are not the baseline's were added, and that every materialized view must be filled anew.
    private async Task ReduceAsync(NpgsqlConnection connection, DatabaseModel model, BaselineData data, BaselineModel baseline, CancellationToken cancellationToken)
    {
        await StatementRunner.ExecuteAsync(
            connection, $"UPDATE {_tool}.marks SET files = pg_catalog.array_fill(0::oid, ARRAY[pg_catalog.cardinality(files)])", cancellationToken).ConfigureAwait(false);
        try
        {
            await LaneResetter.RunAsync(connection, pool.Options.Schema, LaneRow.OnlyOne, cancellationToken).ConfigureAwait(false);
            await CheckReferencesAsync(connection, data, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation)
        {
            throw new TemplateException(
                $"The choice of rows keeps rows that refer to rows that it leaves out: {exception.MessageText} ({exception.Detail}). Leave both out, or keep both.", exception)
            {
                ObjectName = exception.TableName,
            };
        }

        await StatementRunner.ExecuteAsync(connection, "VACUUM", cancellationToken).ConfigureAwait(false);
        await InstallResetAsync(connection, model, baseline, cancellationToken).ConfigureAwait(false);
    }

    // Rows that were kept may refer to ones that were not. Where foreign keys are obeyed, these took them along or changed them, and another reset
    // cannot put them back. A session that plays the replica obeys none, so each is made again, which looks at all rows, and taken back.
    private async Task CheckReferencesAsync(NpgsqlConnection connection, BaselineData data, CancellationToken cancellationToken)
    {
        var keys = await Registry.ListAsync(
            connection, ReferencesQuery, [Registry.Texts(pool.Options.Schemas)],
            row => (Statement: row.Text("statement"), Schema: row.Text("schema"), Parent: row.Text("parent"), IsWhole: row.Flag("is_whole")), cancellationToken).ConfigureAwait(false);
        await UndoneAsync(async () =>
        {
            // A transaction that may have written asks all tables.
            await StatementRunner.ExecuteAsync(connection, "SELECT pg_catalog.pg_current_xact_id()", cancellationToken).ConfigureAwait(false);
            await LaneResetter.RunAsync(connection, pool.Options.Schema, LaneRow.OnlyOne, cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
        // Each by itself, for it takes a dozen locks.
        foreach (var key in keys.Where(key => !key.IsWhole || !data.Keeps(key.Schema, key.Parent) || data.Condition(key.Schema, key.Parent) is not null))
            await UndoneAsync(() => StatementRunner.ExecuteAsync(connection, key.Statement, cancellationToken)).ConfigureAwait(false);

        async Task UndoneAsync(Func<Task> work)
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = transaction.ConfigureAwait(false);
            await work().ConfigureAwait(false);
            await transaction.RollbackAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
