using PgLanes.Sql;

namespace PgLanes.Tests;

public sealed class SqlLexerTests
{
    [Theory]
    [InlineData("a\"\"b", "Identifier QuotedIdentifier Identifier")]
    [InlineData("\"a\"\"b\"", "QuotedIdentifier")]
    [InlineData("U&\"d\\0061t\"", "UnicodeIdentifier")]
    [InlineData("U & \"x\"", "Identifier Whitespace Operator Whitespace QuotedIdentifier")]
    [InlineData("'it''s'", "String")]
    [InlineData("'\\'x", "String Identifier")]
    [InlineData("E'\\'x'", "EscapeString")]
    [InlineData("e'\\\\'x", "EscapeString Identifier")]
    [InlineData("U&'\\0061'", "UnicodeString")]
    [InlineData("B'01'X'1f'N'n'", "BitString BitString String")]
    [InlineData("'a'\n  'b'", "String")]
    [InlineData("'a' 'b'", "String Whitespace String")]
    [InlineData("E'a'\n'\\'b'", "EscapeString")]
    [InlineData("$$a$b$c$$", "DollarString")]
    [InlineData("$a$ $b$ $a $b$ $a$", "DollarString")]
    [InlineData("$1+$22", "Parameter Operator Parameter")]
    [InlineData("a$b$c", "Identifier")]
    [InlineData("$1$", "Parameter Punctuation")]
    [InlineData("1..10", "Number Operator Number")]
    [InlineData("1.5e-3.x", "Number Punctuation Identifier")]
    [InlineData(".5", "Number")]
    [InlineData("a.b", "Identifier Punctuation Identifier")]
    [InlineData("/* a /* b */ c */d", "BlockComment Identifier")]
    [InlineData("a--b\nc", "Identifier LineComment Whitespace Identifier")]
    [InlineData("a<=--b", "Identifier Operator LineComment")]
    [InlineData("a*/*b*/c", "Identifier Operator BlockComment Identifier")]
    [InlineData("a::b:=c:d", "Identifier Operator Identifier Operator Identifier Punctuation Identifier")]
    [InlineData("größe_Ω", "Identifier")]
    [InlineData("'open", "String")]
    [InlineData("E'open\\", "EscapeString")]
    [InlineData("$x$open$y$", "DollarString")]
    [InlineData("/*open/**/", "BlockComment")]
    [InlineData("\"open\"\"", "QuotedIdentifier")]
    [InlineData("U&\"", "UnicodeIdentifier")]
    public void A_text_divides_into_the_tokens_that_the_server_sees(string text, string kinds) =>
        string.Join(' ', SqlLexer.Tokenize(text).Select(token => token.Kind)).ShouldBe(kinds);

    [Fact]
    public void Significant_tokens_leave_out_whitespace_and_comments() =>
        SqlLexer.TokenizeSignificant("a /* x */ . -- y\n b").Count.ShouldBe(3);
}
