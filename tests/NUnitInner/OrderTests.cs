using PgLanes;
using PgLanes.NUnit;

namespace NUnitInner;

[SetUpFixture]
public sealed class ShopLanes() : TestLanes(Environment.GetEnvironmentVariable("INNER_DATABASE"), new LanePoolOptions { MaxLanes = 2 });

[Parallelizable(ParallelScope.All)]
public sealed class OrderTests : LaneTest<ShopLanes>
{
    [Test]
    public async Task This_fails()
    {
        await using (var insert = DataSource.CreateCommand("INSERT INTO item VALUES (7, 'third')")) await insert.ExecuteNonQueryAsync();
        Assert.Fail("This is what was wrong.");
    }

    [Test]
    public async Task Another_passes()
    {
        await using var count = DataSource.CreateCommand("SELECT count(*) FROM item");
        Assert.That(await count.ExecuteScalarAsync(), Is.EqualTo(2L));
    }
}
