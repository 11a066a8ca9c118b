using Npgsql;

namespace PgLanes.Tests;

public sealed class DropTests(Servers servers)
{
    [Fact]
    public async Task A_drop_by_force_ends_the_holders_and_who_blocks_it_and_says_whose_they_were()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var pool = await LanePool.OpenAsync(
            database.ConnectionString + ";Application Name=the holder", new LanePoolOptions { MaxLanes = 2, ResetTimeout = TimeSpan.FromMilliseconds(200) });
        await using var held = await pool.LeaseAsync();
        await using var blocker = await database.OpenAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("SELECT * FROM test_worker_1.notes", blocker, transaction)) await command.ExecuteNonQueryAsync();
        var refused = await Should.ThrowAsync<LeaseTimeoutException>(() => pool.DropAsync());
        refused.Message.ShouldContain("the holder");
        refused.Message.ShouldContain("--force");
        var ended = new Ended();
        (await LanePool.DropAllAsync(database.ConnectionString, pool.Options, force: true, ended)).ShouldBe(["test_worker_1"]);
        ended.Holders.ShouldHaveSingleItem().Application.ShouldBe("the holder");
        (await Should.ThrowAsync<LaneLostException>(() => held.ResetAsync())).LaneNumber.ShouldBe(1);
        (await SharedPoolTests.SchemasAsync(database)).ShouldBe(["public"]);
    }

    [Fact]
    public async Task A_drop_that_others_block_says_who_and_is_made_good_later()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1, ResetTimeout = TimeSpan.FromMilliseconds(200) });
        await pool.EnsureAsync(1);
        await using (var blocker = await database.OpenAsync())
        {
            await using var transaction = await blocker.BeginTransactionAsync();
            await using (var command = new NpgsqlCommand("SELECT * FROM test_worker_1.notes", blocker, transaction)) await command.ExecuteNonQueryAsync();
            (await Should.ThrowAsync<LaneBlockedException>(() => pool.DropAsync())).Message.ShouldContain($"pid {blocker.ProcessID}");
        }

        (await pool.DropAsync()).ShouldBe(["test_worker_1"]);
        (await SharedPoolTests.SchemasAsync(database)).ShouldBe(["public"]);
    }

    private sealed class Ended : IProgress<LaneHolder>
    {
        public List<LaneHolder> Holders { get; } = [];

        public void Report(LaneHolder value) => Holders.Add(value);
    }
}
