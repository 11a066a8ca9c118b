using System.Collections.Concurrent;

namespace PgLanes.Tests;

/// <summary>What is made once for each lease of a lane: it ends in whichever way the lane goes back, and nothing of it is left.</summary>
public sealed class LaneFixtureTests(Servers servers)
{
    [Fact]
    public async Task A_fixture_whose_start_fails_half_way_is_ended_and_the_first_error_is_told()
    {
        using var log = new LogLines();
        await using var database = await CreateAsync();
        await using var lanes = new ShopLanes(database, log);
        var lane = await lanes.LeaseAsync();
        var error = await Should.ThrowAsync<InvalidOperationException>(() => lanes.OncePerLaneAsync<HalfHost>(lane));
        error.Message.ShouldBe("The start failed.");
        lanes.Ended.ShouldBe([nameof(HalfHost)]);
        log.Warnings.ShouldBe([$"What was made of lane 1 ({lane.Name}) could not be disposed"]);
        (await lanes.OncePerLaneAsync<Host>(lane)).ShouldBeSameAs(await lanes.OncePerLaneAsync<Host>(lane));
    }

    [Fact]
    public async Task A_fixture_has_its_lane_and_its_lanes_while_it_ends_with_them()
    {
        await using var database = await CreateAsync();
        Host host;
        var lanes = new ShopLanes(database);
        await using (lanes)
        {
            var lane = await lanes.LeaseAsync();
            host = await lanes.OncePerLaneAsync<Host>(lane);
            host.Lane.ShouldBeSameAs(lane);
        }

        lanes.Ended.ShouldBe(["Host of 1 row"]);
        Should.Throw<InvalidOperationException>(() => host.Lane);
    }

    [Fact]
    public async Task Closing_the_pool_waits_for_what_is_ending()
    {
        await using var database = await CreateAsync();
        var lanes = new ShopLanes(database);
        var lane = await lanes.LeaseAsync();
        var slow = await lanes.OncePerLaneAsync(lane, (_, _) => Task.FromResult(new Slow()));
        var pool = await lanes.GetPoolAsync();
        await lanes.ReturnAsync(lane);
        await slow.Began.Task;

        var closing = lanes.DisposeAsync().AsTask();
        // The pool is still open, and has the lane, while round trips go by.
        (await pool.GetStatusAsync()).Single().Lease.ShouldNotBeNull();
        (await pool.GetStatusAsync()).Single().Lease.ShouldNotBeNull();
        closing.IsCompleted.ShouldBeFalse();
        slow.MayEnd.SetResult();
        await closing;
    }

    [Fact]
    public async Task An_end_that_fails_is_logged_and_does_not_fail_the_test_that_returns_the_lane()
    {
        using var log = new LogLines();
        await using var database = await CreateAsync();
        await using (var lanes = new ShopLanes(database, log, count: 2) { KeepOnFailure = true })
        {
            var kept = await lanes.LeaseAsync();
            await lanes.OncePerLaneAsync<BadEnd>(kept);
            var told = await lanes.ReturnFailedAsync(kept);
            told.ShouldNotBeNull().ShouldContain("stays as this test left it");
            // What the end wrote is not what the test left.
            told.ShouldContain("No row differs from the baseline.");

            var lane = await lanes.LeaseAsync();
            await lanes.OncePerLaneAsync<BadEnd>(lane);
            await lanes.ReturnAsync(lane);
        }

        log.Warnings.ShouldBe(["What was made of lane 1 (test_worker_1) could not be disposed", "What was made of lane 2 (test_worker_2) could not be disposed"]);
    }

    [Fact]
    public async Task Two_who_ask_at_once_get_the_same_and_whoever_asks_after_the_return_is_refused()
    {
        await using var database = await CreateAsync();
        await using var lanes = new ShopLanes(database);
        var lane = await lanes.LeaseAsync();
        var gate = new TaskCompletionSource();
        var made = 0;
        Task<Slow> AskAsync() => lanes.OncePerLaneAsync(lane, async (_, _) =>
        {
            Interlocked.Increment(ref made);
            await gate.Task;
            return new Slow();
        });
        var (first, second) = (AskAsync(), AskAsync());
        gate.SetResult();
        var slow = await first;
        (await second).ShouldBeSameAs(slow);
        made.ShouldBe(1);

        slow.MayEnd.SetResult();
        await lanes.ReturnAsync(lane);
        (await Should.ThrowAsync<InvalidOperationException>(AskAsync)).Message.ShouldContain("it was returned");
        await slow.Began.Task;
        (await Should.ThrowAsync<InvalidOperationException>(AskAsync)).Message.ShouldContain("it was returned");
    }

    [Fact]
    public async Task Whoever_waited_for_a_start_that_fails_starts_it_again()
    {
        await using var database = await CreateAsync();
        await using var lanes = new ShopLanes(database);
        var lane = await lanes.LeaseAsync();
        var (began, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = lanes.OncePerLaneAsync<Text>(lane, async (_, _) =>
        {
            began.SetResult();
            await gate.Task;
            throw new OperationCanceledException("The test timed out.");
        });
        await began.Task;
        var second = lanes.OncePerLaneAsync(lane, (_, _) => Task.FromResult(new Text("second")));
        gate.SetResult();
        await Should.ThrowAsync<OperationCanceledException>(first);
        (await second).Value.ShouldBe("second");
    }

    [Fact]
    public async Task What_is_made_when_its_lane_is_gone_is_ended()
    {
        await using var database = await CreateAsync();
        var lanes = new ShopLanes(database);
        var lane = await lanes.LeaseAsync();
        var (began, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = new Slow();
        slow.MayEnd.SetResult();
        var asked = lanes.OncePerLaneAsync(lane, async (_, _) =>
        {
            began.SetResult();
            await gate.Task;
            return slow;
        });
        await began.Task;
        var closing = lanes.DisposeAsync().AsTask();
        await Eventually.HoldsAsync("the lane is being closed", async () =>
        {
            try
            {
                await lanes.OncePerLaneAsync(lane, (_, _) => Task.FromResult(new Text("probe")));
                return false;
            }
            catch (InvalidOperationException)
            {
                return true;
            }
        });
        gate.SetResult();
        await Should.ThrowAsync<InvalidOperationException>(asked);
        slow.Began.Task.IsCompleted.ShouldBeTrue();
        await closing;
    }

    private async Task<TestDatabase> CreateAsync()
    {
        var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync("CREATE TABLE item (id bigint PRIMARY KEY); INSERT INTO item VALUES (1);");
        return database;
    }

    private sealed class ShopLanes(TestDatabase database, LogLines? log = null, int count = 1)
        : TestLanes(database.ConnectionString, new LanePoolOptions { MaxLanes = count, LoggerFactory = log })
    {
        private readonly ConcurrentQueue<string> _ended = new();

        public IReadOnlyList<string> Ended => [.. _ended];

        public void Tell(string what) => _ended.Enqueue(what);
    }

    private sealed class Host : LaneFixture
    {
        protected override async ValueTask OnReturningAsync(Lane lane)
        {
            Lane.ShouldBeSameAs(lane);
            (await Lanes.GetPoolAsync()).ShouldNotBeNull();
            await using var count = lane.DataSource.CreateCommand("SELECT count(*) FROM item");
            ((ShopLanes)Lanes).Tell($"Host of {await count.ExecuteScalarAsync()} row");
        }
    }

    private sealed class HalfHost : LaneFixture
    {
        protected override ValueTask OnLeasedAsync(Lane lane, CancellationToken ct) => throw new InvalidOperationException("The start failed.");

        protected override ValueTask OnReturningAsync(Lane lane)
        {
            ((ShopLanes)Lanes).Tell(nameof(HalfHost));
            throw new InvalidOperationException("The end failed, too.");
        }
    }

    private sealed class BadEnd : LaneFixture
    {
        protected override async ValueTask OnReturningAsync(Lane lane)
        {
            await using var insert = lane.DataSource.CreateCommand("INSERT INTO item VALUES (2)");
            await insert.ExecuteNonQueryAsync();
            throw new InvalidOperationException("The end failed.");
        }
    }

    private sealed class Slow : IAsyncDisposable
    {
        public TaskCompletionSource Began { get; } = new();

        public TaskCompletionSource MayEnd { get; } = new();

        public async ValueTask DisposeAsync()
        {
            Began.TrySetResult();
            await MayEnd.Task;
        }
    }

    private sealed record Text(string Value);
}
