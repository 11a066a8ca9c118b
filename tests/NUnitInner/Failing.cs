using PgLanes.NUnit;

namespace NUnitInner.Failing;

/// <summary>A test that fails, and another.</summary>
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

/// <summary>Tests with a set-up of their own that fails after the lane was leased.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class StartTests : LaneTest<ShopLanes>
{
    [SetUp]
    public async Task StartAsync()
    {
        await using (var insert = DataSource.CreateCommand("INSERT INTO item VALUES (8, 'started')")) await insert.ExecuteNonQueryAsync();
        Assert.Fail("The start was wrong.");
    }

    [Test]
    public void One_never_runs() => Assert.Fail("It ran.");

    [Test]
    public void Two_never_runs() => Assert.Fail("It ran.");
}

/// <summary>Tests whose own end fails, which must keep no lane from the others.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class EndTests : LaneTest<ShopLanes>
{
    [TearDown]
    public void End() => Assert.Fail("The end was wrong.");

    [Test]
    public void One_runs() => Assert.That(Lane, Is.Not.Null);

    [Test]
    public void Two_runs() => Assert.That(Lane, Is.Not.Null);
}
