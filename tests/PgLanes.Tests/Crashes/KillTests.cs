using System.Diagnostics;
using Npgsql;

namespace PgLanes.Tests;

/// <summary>
/// Ends processes, sessions and servers at random moments. PGLANES_TEST_KILLS says how often (a few times without it), PGLANES_TEST_SEED
/// repeats a run, as far as the machine does.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static int Times(int usual) => Environment.GetEnvironmentVariable("PGLANES_TEST_KILLS") is { Length: > 0 } text ? int.Parse(text) : usual;

    [Fact]
    public async Task A_process_that_is_killed_at_any_moment_leaves_nothing_that_the_next_start_does_not_repair()
    {
        var random = NewRandom();
        await using var server = await CrashServer.StartAsync();
        var database = server.Database;
        for (var (i, times) = (1, Times(3)); i <= times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var (step, most) = WorkerProcess.Steps[random.Next(WorkerProcess.Steps.Count)];
            var (occurrence, delay) = (random.Next(1, most + 1), random.Next(0, random.Next(5, 120)));
            IReadOnlyList<string> begin = [random.Next(2) == 0 ? "sealed" : "unsealed", random.Next(2) == 0 ? "changing" : "unchanged"];
            using (var worker = new WorkerProcess(database, begin))
            {
                await worker.ReadToAsync(step, occurrence);
                await Task.Delay(delay);
                await worker.KillAsync();
                worker.Lost.ShouldBeEmpty();
            }

            var killed = Stopwatch.GetElapsedTime(start);
            var asksAtOnce = random.Next(2) == 0;
            if (asksAtOnce) await Traces.ShouldBeRepairedAsync(database);
            else await Traces.ShouldHaveNoSessionAsync(database);
            // Often the next process finds what the killed one left, and often nothing.
            var leavesNothing = random.Next(2) == 0;
            if (leavesNothing) await Traces.ShouldLeaveNothingAsync(database);
            output.WriteLine(
                $"kill {i} of {times}: {string.Join(", ", begin)}, {delay} ms after \"{step}\" for time {occurrence} ({killed.TotalSeconds:F1} s); " +
                $"{(asksAtOnce ? "repaired" : "left")}{(leavesNothing ? ", dropped" : "")} ({(Stopwatch.GetElapsedTime(start) - killed).TotalSeconds:F1} s)");
        }

        await Traces.ShouldBeRepairedAsync(database);
        await Traces.ShouldLeaveNothingAsync(database);
    }

    [Fact]
    public async Task A_process_whose_sessions_are_ended_at_any_moment_is_told_and_goes_on()
    {
        var random = NewRandom();
        await using var server = await CrashServer.StartAsync();
        var database = server.Database;
        using var worker = new WorkerProcess(database);
        for (var (i, times) = (1, Times(6)); i <= times; i++)
        {
            await worker.ReadToAsync(WorkerProcess.Steps[random.Next(WorkerProcess.Steps.Count)].Step, 1);
            await Task.Delay(random.Next(0, 60));
            IReadOnlyList<bool> ended;
            do
            {
                ended = await database.ListAsync<bool>(
                    $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{WorkerProcess.Application}' AND random() < 0.7");
            }
            while (ended.Count == 0);
            output.WriteLine($"end {i} of {times}: {ended.Count} sessions");
        }

        await worker.ReadToAsync("leasing", 2);
        await worker.KillAsync();
        foreach (var line in worker.Lost) output.WriteLine(line);
        await Traces.ShouldBeRepairedAsync(database);
        await Traces.ShouldLeaveNothingAsync(database);
    }

    [Fact]
    public async Task A_server_that_crashes_at_any_moment_comes_back_with_lanes_that_are_whole_or_made_anew()
    {
        var random = NewRandom();
        await using var server = await CrashServer.StartAsync();
        var database = server.Database;
        using var worker = new WorkerProcess(database);
        for (var (i, times) = (1, Math.Max(2, Times(10) / 5)); i <= times; i++)
        {
            await worker.ReadToAsync(WorkerProcess.Steps[random.Next(WorkerProcess.Steps.Count)].Step, 1);
            await Task.Delay(random.Next(0, 60));
            output.WriteLine($"crash {i} of {times}");
            await server.CrashAsync();
        }

        await worker.ReadToAsync("leasing", 2);
        await worker.KillAsync();
        foreach (var line in worker.Lost) output.WriteLine(line);
        worker.Lost.ShouldNotBeEmpty();
        NpgsqlConnection.ClearAllPools();
        await Traces.ShouldBeRepairedAsync(database);
        await Traces.ShouldLeaveNothingAsync(database);
    }

    private Random NewRandom()
    {
        var seed = Environment.GetEnvironmentVariable("PGLANES_TEST_SEED") is { Length: > 0 } text ? int.Parse(text) : Random.Shared.Next();
        output.WriteLine($"PGLANES_TEST_SEED={seed}");
        return new Random(seed);
    }
}
