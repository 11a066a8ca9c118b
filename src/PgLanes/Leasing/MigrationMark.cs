using System.Globalization;
using Npgsql;
using PgLanes.Cloning;
using PgLanes.Sql;

namespace PgLanes.Leasing;

/// <summary>
/// Says that a migration of the template began and has not ended well. A function in the tool's schema, and not a table, because there are
/// migrations that ask whether the database has any table yet.
/// </summary>
internal static class MigrationMark
{
    /// <summary>Returns the function's name.</summary>
    public static string Name(LanePoolOptions options) =>
        string.Create(CultureInfo.InvariantCulture, $"migrating_{new PoolLocks(options.Schema).Migration(options.Schemas).Id:x8}");

    /// <summary>Sets the mark. Where the role may make no schema there is none: no lane can be made there, either.</summary>
    public static async Task SetAsync(NpgsqlConnection connection, LanePoolOptions options, ServerFacts facts, CancellationToken cancellationToken)
    {
        if (!facts.MayCreateSchemas
            && await ToolSchema.AskAsync(connection, options.Schema, cancellationToken).ConfigureAwait(false) == ToolSchemaState.Absent) return;
        await ToolSchema.ReserveAsync(connection, options.Schema, cancellationToken).ConfigureAwait(false);
        await StatementRunner.ExecuteAsync(
            connection, $"CREATE OR REPLACE FUNCTION {Quoted(options)}() RETURNS text LANGUAGE sql AS $$SELECT 'A migration began and has not ended well.'$$",
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes the mark away, and the tool's schema where it holds nothing else.</summary>
    public static async Task ClearAsync(NpgsqlConnection connection, LanePoolOptions options, CancellationToken cancellationToken)
    {
        // The migration may have dropped either.
        await StatementRunner.ExecuteAsync(
            connection,
            $"DO $do$ BEGIN IF to_regprocedure({Literal.Quote(Quoted(options) + "()")}) IS NOT NULL THEN DROP FUNCTION {Quoted(options)}(); END IF; END $do$",
            cancellationToken).ConfigureAwait(false);
        await ToolSchema.ReleaseAsync(connection, options.Schema, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the statement that takes the mark away by hand.</summary>
    public static string Removal(LanePoolOptions options) =>
        $"DROP FUNCTION {Identifier.QuoteIfNeeded(options.Schema)}.{Identifier.QuoteIfNeeded(Name(options))}()";

    private static string Quoted(LanePoolOptions options) => Identifier.Quote(options.Schema, Name(options));
}
