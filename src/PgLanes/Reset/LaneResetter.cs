using Npgsql;
using PgLanes.Catalog;
using PgLanes.Cloning;
using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Reset;

/// <summary>Gives a lane the function that resets it, and calls it.</summary>
internal static class LaneResetter
{
    /// <summary>Writes the lane's reset function and records which rows are the baseline's. The lane must be as it was made, and equal to
    /// <paramref name="model"/>.</summary>
    public static async Task InstallAsync(
        NpgsqlConnection connection, string toolSchema, int lane, DatabaseModel model, NameMap names, BaselineModel baseline,
        CancellationToken cancellationToken)
    {
        var plan = await new ResetPlanReader(connection, toolSchema).ReadAsync(lane, model, names, baseline, cancellationToken).ConfigureAwait(false);
        var batch = new NpgsqlBatch(connection);
        await using var _ = batch.ConfigureAwait(false);
        // The server would compile the body to check it, and compile it again in each session that calls it.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT pg_catalog.set_config('check_function_bodies', 'off', true)"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(ResetFunctionScripter.Function(plan)));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(ResetFunctionScripter.Stepped(plan)));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(ResetFunctionScripter.Entry(plan)));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(ResetFunctionScripter.Marks(plan)));
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes the lane's reset function and what it knew.</summary>
    public static async Task RemoveAsync(NpgsqlConnection connection, string toolSchema, int lane, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using var _ = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT pg_catalog.set_config('client_min_messages', 'warning', true)"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            $"DROP FUNCTION IF EXISTS {ResetFunctionScripter.Name(toolSchema, lane)}(integer), " +
            $"{ResetFunctionScripter.RestoreName(toolSchema, lane)}(boolean), {ResetFunctionScripter.RestoreName(toolSchema, lane)}(), {ResetFunctionScripter.SteppedName(toolSchema, lane)}()"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"DELETE FROM {Identifier.Quote(toolSchema)}.marks WHERE lane = {lane}"));
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Puts the lane back to its baseline. One round trip and one transaction; the connection's first also prepares it.</summary>
    public static async Task<(int Tables, int Sequences, int Views)> RunAsync(
        NpgsqlConnection connection, string toolSchema, int lane, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand($"SELECT tables, sequences, views FROM {ResetFunctionScripter.Name(toolSchema, lane)}(1)", connection);
        await using var _ = command.ConfigureAwait(false);
        await command.PrepareAsync(cancellationToken).ConfigureAwait(false);
        var row = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = row.ConfigureAwait(false);
        await row.ReadAsync(cancellationToken).ConfigureAwait(false);
        return (row.Number("tables"), row.Number("sequences"), row.Number("views"));
    }
}
