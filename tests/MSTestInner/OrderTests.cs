using PgLanes;
using PgLanes.MSTest;

[assembly: Parallelize(Workers = 2, Scope = ExecutionScope.MethodLevel)]

namespace MSTestInner;

public sealed class ShopLanes() : TestLanes(Environment.GetEnvironmentVariable("INNER_DATABASE"), new LanePoolOptions { MaxLanes = 2 });

[TestClass]
public sealed class OrderTests : LaneTest<ShopLanes>
{
    [TestMethod]
    public async Task This_fails()
    {
        await using (var insert = DataSource.CreateCommand("INSERT INTO item VALUES (7, 'third')")) await insert.ExecuteNonQueryAsync();
        Assert.Fail("This is what was wrong.");
    }

    [TestMethod]
    public async Task Another_passes()
    {
        await using var count = DataSource.CreateCommand("SELECT count(*) FROM item");
        Assert.AreEqual(2L, await count.ExecuteScalarAsync());
    }
}
