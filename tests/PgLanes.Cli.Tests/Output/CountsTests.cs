using PgLanes.Cli.Output;

namespace PgLanes.Cli.Tests;

public sealed class CountsTests
{
    [Theory]
    [InlineData(0, "0 lanes")]
    [InlineData(1, "1 lane")]
    [InlineData(1200, "1,200 lanes")]
    public void One_thing_is_not_many(int number, string text) => Counts.Of(number, "lane").ShouldBe(text);

    [Fact]
    public void A_plural_can_be_irregular() => Counts.Of(2, "index", "indexes").ShouldBe("2 indexes");
}
