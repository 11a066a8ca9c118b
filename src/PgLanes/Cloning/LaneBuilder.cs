using Npgsql;
using NpgsqlTypes;
using PgLanes.Catalog;
using PgLanes.Model;
using PgLanes.Scripting;
using PgLanes.Sql;

namespace PgLanes.Cloning;

/// <summary>Makes and drops the schemas of a lane.</summary>
internal sealed class LaneBuilder(NpgsqlConnection connection, string toolSchema, int lockBudget)
{
    private static readonly string DropPlanQuery = KindReader.QueryText("drop_plan.sql");

    /// <summary>Runs <paramref name="script"/> and copies <paramref name="baseline"/>. A failed or cancelled build leaves schemas
    /// behind where it took several transactions: the caller drops them, which it can where <paramref name="mark"/> was given.</summary>
    /// <param name="script">What makes the lane.</param>
    /// <param name="names">The lane's names.</param>
    /// <param name="baseline">The stored rows and positions.</param>
    /// <param name="mark">The comment that says whose the schemas are, set in the transaction that makes them; null for none.</param>
    /// <param name="cancellationToken">Ends the build between two statements.</param>
    /// <exception cref="TemplateException">The server refused a statement.</exception>
    public Task BuildAsync(LaneScript script, NameMap names, BaselineModel baseline, string? mark, CancellationToken cancellationToken) =>
        StatementRunner.RunAsync(
            connection,
            toolSchema,
            [
                .. script.BeforeRows.Select(statement => mark is null ? statement : Marked(statement, script.Target, mark)),
                .. BaselineScripter.Fill(baseline, names, toolSchema),
                .. script.AfterRows.Where(statement => mark is null || !IsSchemaComment(statement)),
            ],
            script.SearchPath,
            lockBudget,
            cancellationToken);

    /// <inheritdoc cref="BuildAsync(LaneScript, NameMap, BaselineModel, string?, CancellationToken)" />
    public Task BuildAsync(LaneScript script, NameMap names, BaselineModel baseline, CancellationToken cancellationToken) =>
        BuildAsync(script, names, baseline, mark: null, cancellationToken);

    /// <summary>Drops those of <paramref name="schemas"/> that are there, with all they hold, in transactions within the lock budget.
    /// The caller has made sure that they may be dropped.</summary>
    public async Task DropAsync(IReadOnlyList<string> schemas, CancellationToken cancellationToken)
    {
        foreach (var schema in schemas)
        {
            var relations = await ReadDropPlanAsync(schema, cancellationToken).ConfigureAwait(false);
            // What the schema holds beside relations needs room, too.
            if (relations.Sum(r => r.Locks) > lockBudget / 2) await DropRelationsAsync(schema, relations, cancellationToken).ConfigureAwait(false);
            await RunQuietlyAsync([$"DROP SCHEMA IF EXISTS {Identifier.Quote(schema)} CASCADE"], cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task DropRelationsAsync(string schema, List<(string Kind, string Name, int Locks)> relations, CancellationToken cancellationToken)
    {
        var chunk = new List<string>();
        var locks = 0;
        foreach (var (kind, name, needed) in relations)
        {
            if (chunk.Count > 0 && locks + needed > lockBudget / 2)
            {
                await RunQuietlyAsync(chunk, cancellationToken).ConfigureAwait(false);
                (chunk, locks) = ([], 0);
            }

            chunk.Add($"DROP {kind} IF EXISTS {Identifier.Quote(schema, name)} CASCADE");
            locks += needed;
        }

        await RunQuietlyAsync(chunk, cancellationToken).ConfigureAwait(false);
    }

    private async Task RunQuietlyAsync(IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using var _ = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT pg_catalog.set_config('client_min_messages', 'warning', true)"));
        foreach (var statement in statements) batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<List<(string Kind, string Name, int Locks)>> ReadDropPlanAsync(string schema, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(DropPlanQuery, connection)
        {
            Parameters = { new NpgsqlParameter { Value = schema, NpgsqlDbType = NpgsqlDbType.Text } },
        };
        await using var _ = command.ConfigureAwait(false);
        var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = rows.ConfigureAwait(false);
        var plan = new List<(string, string, int)>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) plan.Add((rows.Text("kind"), rows.Text("name"), rows.Number("locks")));
        return plan;
    }

    // In one statement, so that no schema of ours is ever there without its mark. A comment of the template's stands before it.
    private static Statement Marked(Statement statement, DatabaseModel target, string mark)
    {
        var made = target.Of<SchemaModel>().Where(schema => statement.Provides.Contains(schema.Id)).Select(schema => schema.Name).ToList();
        var comments = target.Of<CommentModel>().Where(comment => comment.Type == "SCHEMA").ToDictionary(comment => comment.Schema, comment => comment.Text);
        return made.Count == 0 ? statement : statement with { Sql = statement.Sql + string.Concat(made.Select(Comment)) };

        string Comment(string schema) =>
            $";\nCOMMENT ON SCHEMA {Identifier.Quote(schema)} IS " +
            Literal.Quote(comments.TryGetValue(schema, out var text) ? $"{text}\n\n{mark}" : mark);
    }

    private static bool IsSchemaComment(Statement statement) =>
        statement.Phase == Phase.Comment && statement.Sql.StartsWith("COMMENT ON SCHEMA ", StringComparison.Ordinal);
}
