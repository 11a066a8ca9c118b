using Npgsql;
using PgLanes;

namespace LaneWorker;

/// <summary>What a test does on a connection of its own.</summary>
internal static class Work
{
    private const string OfTest = "test";

    /// <summary>Whether a connection that is not PgLanes' broke.</summary>
    public static bool IsLost(Exception error) => error is NpgsqlException { Source: OfTest } and not PostgresException { SqlState: not ['5', '7', ..] };

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        try
        {
            var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
            await using var _ = connection.ConfigureAwait(false);
            await connection.OpenAsync().ConfigureAwait(false);
            var command = new NpgsqlCommand(sql, connection);
            await using var __ = command.ConfigureAwait(false);
            await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
        catch (NpgsqlException error)
        {
            error.Source = OfTest;
            throw;
        }
    }
}

/// <summary>Writes steps as lines, at once.</summary>
internal sealed class Steps : IProgress<LaneProgress>
{
    public void Report(LaneProgress value) => Say(value.Step);

    public static void Say(string step) => Console.WriteLine(step);
}
