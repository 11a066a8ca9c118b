using PgLanes.Xunit;
using Story;
using Xunit;

[assembly: AssemblyFixture(typeof(ShopLanes))]

public abstract class StoryTests : LaneTest<ShopLanes>
{
    protected async Task TellAsync(string name)
    {
        var story = OrderStory.All.Single(story => story.Name == name);
        Assert.Equal(story.Answer, await story.TellAsync(DataSource));
    }

    protected static TheoryData<string> Names(string part) => [.. OrderStory.All.Where(story => Part(story) == part).Select(story => story.Name)];

    private static string Part(OrderStory story) => OrderStory.All.ToList().IndexOf(story) switch { < 7 => "country", < 15 => "customer", _ => "order" };
}

public sealed class CountryTests : StoryTests
{
    public static TheoryData<string> Stories => Names("country");

    [Theory]
    [MemberData(nameof(Stories))]
    public Task Country(string name) => TellAsync(name);
}

public sealed class CustomerTests : StoryTests
{
    public static TheoryData<string> Stories => Names("customer");

    [Theory]
    [MemberData(nameof(Stories))]
    public Task Customer(string name) => TellAsync(name);
}

public sealed class OrderTests : StoryTests
{
    public static TheoryData<string> Stories => Names("order");

    [Theory]
    [MemberData(nameof(Stories))]
    public Task Order(string name) => TellAsync(name);

    [Fact]
    public async Task A_data_source_of_ones_own_maps_the_enum() => Assert.Equal(OrderState.Open, await OwnDataSource.FirstStateAsync(Lane));
}
