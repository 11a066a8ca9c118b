using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace PgLanes.Bench;

/// <summary>One process of the load: leases, writes, resets and returns lanes, and checks at each step that the lane holds what it must.</summary>
internal static class LoadWorker
{
    public const string Name = "load-worker";

    private static bool _isTimed;

    /// <summary>What is timed, in the order of a round.</summary>
    public static IReadOnlyList<string> Steps { get; } = ["lease", "connect", "write", "reset", "return"];

    /// <param name="arguments">The connection string, how many lanes there are, how many seconds to work, and the schemas.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var number = CultureInfo.InvariantCulture;
        var options = new LanePoolOptions { MaxLanes = int.Parse(arguments[1], number), Schemas = [.. arguments.Skip(3)] };
        await using var pool = await LanePool.OpenAsync(arguments[0], options);
        await RoundAsync(pool, "warm-up");
        _isTimed = true;
        await Console.Out.WriteLineAsync("ready");
        await Console.In.ReadLineAsync();
        var start = Stopwatch.GetTimestamp();
        for (var round = 1; Stopwatch.GetElapsedTime(start).TotalSeconds < int.Parse(arguments[2], number); round++)
        {
            try
            {
                await RoundAsync(pool, $"{Environment.ProcessId} {round}");
            }
            catch (Exception error) when (error is LaneException or NpgsqlException or InvalidDataException)
            {
                await Console.Out.WriteLineAsync($"error {error.GetType().Name}: {error.Message.ReplaceLineEndings(" ")}");
            }
        }

        return 0;
    }

    private static async Task RoundAsync(LanePool pool, string signature)
    {
        Lane lane = null!;
        await TimeAsync("lease", async () => lane = await pool.LeaseAsync());
        try
        {
            NpgsqlConnection connection = null!;
            await TimeAsync("connect", async () => connection = await lane.DataSource.OpenConnectionAsync());
            await using (connection)
            {
                await CheckAsync(connection, lane, "after its lease", LoadNotes.Baseline);
                await TimeAsync("write", () => BenchServer.ExecuteAsync(connection, LoadNotes.Writing(signature)));
                await CheckAsync(connection, lane, "after a write", LoadNotes.Written(signature));
                await TimeAsync("reset", () => lane.ResetAsync());
                await CheckAsync(connection, lane, "after a reset", LoadNotes.Baseline);
                await BenchServer.ExecuteAsync(connection, LoadNotes.Writing(signature));
                await CheckAsync(connection, lane, "after a second write", LoadNotes.Written(signature));
            }
        }
        finally
        {
            await TimeAsync("return", async () => await lane.DisposeAsync());
        }
    }

    private static async Task CheckAsync(NpgsqlConnection connection, Lane lane, string when, string expected)
    {
        await using var command = new NpgsqlCommand(LoadNotes.Reading, connection);
        var found = (string)(await command.ExecuteScalarAsync())!;
        if (found == expected) return;
        var at = Enumerable.Range(0, Math.Min(found.Length, expected.Length)).FirstOrDefault(i => found[i] != expected[i], Math.Min(found.Length, expected.Length));
        throw new InvalidDataException($"Lane {lane.Number} {when} holds \"{Near(found, at)}\" instead of \"{Near(expected, at)}\".");
    }

    private static string Near(string text, int at) => text[Math.Max(0, at - 20)..Math.Min(text.Length, at + 40)];

    private static async Task TimeAsync(string step, Func<Task> work)
    {
        var milliseconds = await Measure.OnceAsync(work);
        if (_isTimed) await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{step} {milliseconds:R}"));
    }
}
