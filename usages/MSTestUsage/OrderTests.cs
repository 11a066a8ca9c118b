using Microsoft.VisualStudio.TestTools.UnitTesting;
using PgLanes;
using PgLanes.MSTest;
using Story;

[assembly: Parallelize(Workers = 4, Scope = ExecutionScope.MethodLevel)]

[TestClass]
public sealed class OrderTests : LaneTest<ShopLanes>
{
    public static IEnumerable<object[]> Stories => OrderStory.All.Select(story => new object[] { story.Name });

    [TestMethod]
    [DynamicData(nameof(Stories))]
    public async Task Story(string name)
    {
        var story = OrderStory.All.Single(story => story.Name == name);
        Assert.AreEqual(story.Answer, await story.TellAsync(DataSource));
    }

    [TestMethod]
    public async Task A_data_source_of_ones_own_maps_the_enum() => Assert.AreEqual(OrderState.Open, await OwnDataSource.FirstStateAsync(Lane));
}

/// <summary>Closes the pool after the last test.</summary>
[TestClass]
public static class Shop
{
    [AssemblyCleanup]
    public static async Task CloseAsync() => await TestLanes.Of<ShopLanes>().DisposeAsync();
}
