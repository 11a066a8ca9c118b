using PgLanes.Xunit;

namespace XunitInner.Failing;

/// <summary>A test that fails, and one after it.</summary>
[TestCaseOrderer(typeof(ByName))]
public sealed class OrderTests : LaneTest<ShopLanes>
{
    [Fact]
    public async Task A_fails()
    {
        await using (var change = DataSource.CreateCommand("INSERT INTO item VALUES (7, 'third'); UPDATE item SET note = 'other' WHERE id = 1"))
            await change.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        Assert.Fail("This is what was wrong.");
    }

    [Fact]
    public async Task B_passes_in_another_lane()
    {
        await using var count = DataSource.CreateCommand("SELECT count(*) FROM item");
        Assert.Equal(2L, await count.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        TestContext.Current.TestOutputHelper!.WriteLine($"in lane {Lane.Number}");
    }
}

public sealed class ByName : Xunit.v3.ITestCaseOrderer
{
    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, Xunit.Sdk.ITestCase => [.. testCases.OrderBy(test => test.TestCaseDisplayName, StringComparer.Ordinal)];
}
