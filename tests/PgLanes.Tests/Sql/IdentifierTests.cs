using PgLanes.Sql;

namespace PgLanes.Tests;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("orders", "\"orders\"")]
    [InlineData("my \"own\" table", "\"my \"\"own\"\" table\"")]
    public void Quote_keeps_every_character(string name, string quoted) => Identifier.Quote(name).ShouldBe(quoted);
}
