using NUnit.Framework;
using PgLanes;
using PgLanes.NUnit;
using Story;

[assembly: LevelOfParallelism(4)]

/// <summary>Closes the pool after the last test.</summary>
[SetUpFixture]
public sealed class Shop
{
    [OneTimeTearDown]
    public async Task CloseAsync() => await TestLanes.Of<ShopLanes>().DisposeAsync();
}

[Parallelizable(ParallelScope.All)]
public sealed class OrderTests : LaneTest<ShopLanes>
{
    public static IEnumerable<TestCaseData> Stories => OrderStory.All.Select(story => new TestCaseData(story).SetArgDisplayNames(story.Name));

    [TestCaseSource(nameof(Stories))]
    public async Task Story(OrderStory story) => Assert.That(await story.TellAsync(DataSource), Is.EqualTo(story.Answer));

    [Test]
    public async Task A_data_source_of_ones_own_maps_the_enum() => Assert.That(await OwnDataSource.FirstStateAsync(Lane), Is.EqualTo(OrderState.Open));
}
