using System.Collections.Concurrent;
using PgLanes.Xunit;

namespace XunitInner.Many;

/// <summary>Twelve classes of these tests run in parallel; each would see what another writes into its lane.</summary>
public abstract class ManyTests : LaneTest<ShopLanes>
{
    private static readonly ConcurrentDictionary<string, string> _users = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Each_test_has_the_lane_for_itself_and_starts_at_the_baseline(int round)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        if (Environment.GetEnvironmentVariable("INNER_MEET") == "1") await PgLanes.Inner.LaneUse.MeetAsync();
        Assert.True(_users.TryAdd(Lane.Name, GetType().Name), $"{Lane.Name} is used by {_users.GetValueOrDefault(Lane.Name)}");
        await using (var insert = DataSource.CreateCommand($"INSERT INTO item (id, note) VALUES (7, '{GetType().Name} {round}')"))
            await insert.ExecuteNonQueryAsync(cancellationToken);
        await Task.Delay(20, cancellationToken);
        await using var count = DataSource.CreateCommand("SELECT count(*) FROM item");
        Assert.Equal(3L, await count.ExecuteScalarAsync(cancellationToken));
        Assert.True(_users.TryRemove(Lane.Name, out _));
        TestContext.Current.TestOutputHelper!.WriteLine($"lane {Lane.Number}");
    }
}

public sealed class Class01Tests : ManyTests;

public sealed class Class02Tests : ManyTests;

public sealed class Class03Tests : ManyTests;

public sealed class Class04Tests : ManyTests;

public sealed class Class05Tests : ManyTests;

public sealed class Class06Tests : ManyTests;

public sealed class Class07Tests : ManyTests;

public sealed class Class08Tests : ManyTests
{
    [Fact]
    public async Task A_test_that_is_tried_again_starts_at_the_baseline_again()
    {
        // As an attribute for retries does: the same test once more.
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await using (var delete = DataSource.CreateCommand("DELETE FROM item"))
                Assert.Equal(2, await delete.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
            await DisposeAsync();
            await InitializeAsync();
        }
    }
}

/// <summary>Two fixtures that each want a lane: they share it.</summary>
public abstract class TwoFixtures(LaneFixture<ShopLanes> first, OtherFixture second)
    : LaneTest<ShopLanes>, IClassFixture<OtherFixture>
{
    [Fact]
    public async Task Two_fixtures_of_a_class_share_its_lane()
    {
        Assert.Same(Lane, first.Lane);
        await second.StartTestAsync(TestContext.Current.CancellationToken);
        Assert.Same(Lane, second.Lane);
    }
}

public sealed class OtherFixture(ShopLanes lanes) : LaneFixture<ShopLanes>(lanes);

public sealed class Class09Tests(LaneFixture<ShopLanes> first, OtherFixture second) : TwoFixtures(first, second);

public sealed class Class10Tests(LaneFixture<ShopLanes> first, OtherFixture second) : TwoFixtures(first, second);

[CollectionDefinition]
public sealed class Pair : ICollectionFixture<OtherFixture>;

/// <summary>Two classes in one collection, whose fixture has the lane across both.</summary>
[Collection<Pair>]
public sealed class Class11Tests(OtherFixture outer) : ManyTests
{
    [Fact]
    public async Task The_collection_has_one_lane()
    {
        await outer.StartTestAsync(TestContext.Current.CancellationToken);
        Assert.Same(Lane, outer.Lane);
    }
}

[Collection<Pair>]
public sealed class Class12Tests(OtherFixture outer) : ManyTests
{
    [Fact]
    public async Task The_collection_has_one_lane()
    {
        await outer.StartTestAsync(TestContext.Current.CancellationToken);
        Assert.Same(Lane, outer.Lane);
    }
}
