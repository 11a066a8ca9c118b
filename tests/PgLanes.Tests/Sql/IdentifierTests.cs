using PgLanes.Sql;

namespace PgLanes.Tests;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("orders", "\"orders\"")]
    [InlineData("my \"own\" table", "\"my \"\"own\"\" table\"")]
    public void Quote_keeps_every_character(string name, string quoted) => Identifier.Quote(name).ShouldBe(quoted);

    [Theory]
    [InlineData("test_worker_1", "test_worker_1")]
    [InlineData("_a", "_a")]
    [InlineData("name", "name")]
    [InlineData("public", "public")]
    [InlineData("user", "\"user\"")]
    [InlineData("between", "\"between\"")]
    [InlineData("verbose", "\"verbose\"")]
    [InlineData("Orders", "\"Orders\"")]
    [InlineData("1st", "\"1st\"")]
    [InlineData("a$b", "\"a$b\"")]
    [InlineData("größe", "\"größe\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("", "\"\"")]
    public void QuoteIfNeeded_follows_the_server(string name, string quoted) => Identifier.QuoteIfNeeded(name).ShouldBe(quoted);

    [Theory]
    [InlineData("PUBLIC", "public")]
    [InlineData("ÄB", "Äb")]
    [InlineData("\"Pub\"\"lic\"", "Pub\"lic")]
    [InlineData("U&\"\\0070ublic\"", "public")]
    [InlineData("u&\"\\+000070ublic\"", "public")]
    [InlineData("\"open", null)]
    [InlineData("\"", null)]
    [InlineData("\"open\"\"", null)]
    [InlineData("\"\"", "")]
    public void Read_folds_and_unquotes_as_the_server_does(string text, string? name) =>
        Identifier.Read(text, SqlLexer.Next(text, 0)).ShouldBe(name);
}
