using Npgsql;
using PgLanes.Proof;

namespace PgLanes.Leasing;

/// <summary>Tells which schemas may be dropped as a lane's: those that the registry names for it, as only PgLanes names them, and whose
/// comment says the same.</summary>
internal static class OwnSchemas
{
    private const string OthersQuery =
        "SELECT n.nspname::text FROM pg_catalog.pg_namespace AS n WHERE n.nspname !~ '^(pg_|information_schema$)' AND n.nspname <> ALL ($1) " +
        "AND n.nspname <> $2 AND strpos(COALESCE(obj_description(n.oid, 'pg_namespace'), ''), $3) = 0";

    /// <summary>Returns the schemas of a lane that are there and say that they are its own.</summary>
    /// <exception cref="TemplateException">The registry names a schema that no lane of PgLanes could have.</exception>
    public static async Task<IReadOnlyList<string>> ReadAsync(
        NpgsqlConnection connection, LanePoolOptions options, LaneRow lane, CancellationToken cancellationToken)
    {
        Check(options, lane);
        return await Registry.ListAsync(
            connection,
            "SELECT n.nspname::text FROM pg_catalog.pg_namespace AS n WHERE n.nspname = ANY ($1) AND right(obj_description(n.oid, 'pg_namespace'), length($2)) = $2",
            [Registry.Texts(lane.Schemas), Registry.Text(lane.Mark)], row => row.GetString(0), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes sure that nothing elsewhere in the database would be dropped with schemas of lanes, because it depends on them.</summary>
    /// <exception cref="TemplateException">Something would.</exception>
    public static async Task CheckDependentsAsync(
        NpgsqlConnection connection, LanePoolOptions options, IReadOnlyList<string> schemas, CancellationToken cancellationToken)
    {
        if (schemas.Count == 0) return;
        var others = await Registry.ListAsync(
            connection, OthersQuery, [Registry.Texts(schemas), Registry.Text(options.Schema), Registry.Text(LaneNaming.MarkStart)],
            row => row.GetString(0), cancellationToken).ConfigureAwait(false);
        var dependents = await LaneProver.ReadStraysAsync(connection, others, schemas, cancellationToken).ConfigureAwait(false);
        if (dependents.Count == 0) return;
        throw new TemplateException(
            $"No lane was dropped, because this depends on one and would be dropped with it: {string.Join("; ", dependents.Take(5))}. " +
            "Drop or change that first: nothing outside of lanes is dropped.")
        {
            ObjectName = dependents[0],
        };
    }

    private static void Check(LanePoolOptions options, LaneRow lane)
    {
        var strange = lane.Schemas.FirstOrDefault(schema =>
            options.Schemas.Contains(schema) || schema == options.Schema || schema == "information_schema"
            || schema.StartsWith("pg_", StringComparison.Ordinal) || !schema.Contains($"{lane.Number}", StringComparison.Ordinal));
        if (strange is null && LaneNaming.IsMark(lane.Mark, options, lane.Number)) return;
        throw new TemplateException(
            $"The registry names {(strange is null ? $"the comment \"{lane.Mark}\"" : $"schema \"{strange}\"")} for lane {lane.Number}, which PgLanes never does, " +
            $"so it was changed by hand and is not trusted: nothing was dropped. Correct the row of the table {options.Schema}.lanes.")
        {
            LaneNumber = lane.Number,
            ObjectName = strange,
        };
    }
}
