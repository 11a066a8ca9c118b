using PgLanes.MSTest;

namespace MSTestInner.Failing;

/// <summary>A test that fails, and another.</summary>
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

/// <summary>Tests with an initialization of their own that fails after the lane was leased.</summary>
[TestClass]
public sealed class StartTests : LaneTest<ShopLanes>
{
    [TestInitialize]
    public async Task StartAsync()
    {
        await using (var insert = DataSource.CreateCommand("INSERT INTO item VALUES (8, 'started')")) await insert.ExecuteNonQueryAsync();
        Assert.Fail("The start was wrong.");
    }

    [TestMethod]
    public void One_never_runs() => Assert.Fail("It ran.");

    [TestMethod]
    public void Two_never_runs() => Assert.Fail("It ran.");
}

/// <summary>Tests whose own cleanup fails, which must keep no lane from the others.</summary>
[TestClass]
public sealed class EndTests : LaneTest<ShopLanes>
{
    [TestCleanup]
    public void End() => Assert.Fail("The end was wrong.");

    [TestMethod]
    public void One_runs() => Assert.IsNotNull(Lane);

    [TestMethod]
    public void Two_runs() => Assert.IsNotNull(Lane);
}
