using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class TextSearchParserScripter
{
    public static KindScripter Kind { get; } = new KindScripter<TextSearchParserModel>(
        (parser, names) => parser with
        {
            Start = SqlRewriter.Rename(parser.Start, names),
            NextToken = SqlRewriter.Rename(parser.NextToken, names),
            End = SqlRewriter.Rename(parser.End, names),
            Headline = SqlRewriter.Rename(parser.Headline, names),
            TokenTypes = SqlRewriter.Rename(parser.TokenTypes, names),
        },
        (parser, _) =>
        [
            Statement.Create(
                parser,
                $"CREATE TEXT SEARCH PARSER {Identifier.Quote(parser.Schema, parser.Name)} " +
                $"(START = {parser.Start}, GETTOKEN = {parser.NextToken}, END = {parser.End}, {(parser.Headline is { } headline ? $"HEADLINE = {headline}, " : "")}LEXTYPES = {parser.TokenTypes})"),
        ]);
}
