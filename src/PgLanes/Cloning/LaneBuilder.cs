using Npgsql;
using PgLanes.Model;
using PgLanes.Scripting;
using PgLanes.Sql;

namespace PgLanes.Cloning;

/// <summary>Makes and drops the schemas of a lane.</summary>
internal sealed class LaneBuilder(NpgsqlConnection connection, string toolSchema, int lockBudget)
{
    /// <summary>Runs <paramref name="script"/> and copies <paramref name="baseline"/>. A failed or cancelled build leaves schemas
    /// behind where it took several transactions: the caller drops them.</summary>
    /// <exception cref="TemplateException">The server refused a statement.</exception>
    public Task BuildAsync(LaneScript script, NameMap names, BaselineModel baseline, CancellationToken cancellationToken) =>
        StatementRunner.RunAsync(
            connection,
            toolSchema,
            [.. script.BeforeRows, .. BaselineScripter.Fill(baseline, names, toolSchema), .. script.AfterRows],
            script.SearchPath,
            lockBudget,
            cancellationToken);
}
