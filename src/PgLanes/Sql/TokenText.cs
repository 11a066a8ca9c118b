using System.Collections.Frozen;

namespace PgLanes.Sql;

/// <summary>The tokens of a text that mean something, asked by position. A position outside the text is no token.</summary>
internal sealed class TokenText(string text)
{
    private readonly IReadOnlyList<SqlToken> _tokens = SqlLexer.TokenizeSignificant(text);

    public string Text => text;

    public int Count => _tokens.Count;

    public SqlToken this[int i] => _tokens[i];

    public bool Has(int i) => i >= 0 && i < _tokens.Count;

    public bool IsIdentifier(int i) => Has(i) && _tokens[i].IsIdentifier;

    public bool IsText(int i) => Has(i) && _tokens[i].IsText;

    /// <summary>True if the token is <paramref name="symbol"/>, an operator or punctuation.</summary>
    public bool Is(int i, string symbol) =>
        Has(i) && _tokens[i].Kind >= SqlTokenKind.Operator && _tokens[i].In(text).SequenceEqual(symbol);

    /// <summary>True if the token is the unquoted word, which must be lower case here.</summary>
    public bool IsWord(int i, string word) =>
        Has(i) && _tokens[i].Kind == SqlTokenKind.Identifier && _tokens[i].In(text).Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsWord(int i, FrozenSet<string> words) =>
        Has(i) && _tokens[i].Kind == SqlTokenKind.Identifier && words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(_tokens[i].In(text));

    /// <summary>Returns the identifier as the server reads it, or null where there is none.</summary>
    public string? Name(int i) => IsIdentifier(i) ? Identifier.Read(text, _tokens[i]) : null;

    public string Source(int i) => text.Substring(_tokens[i].Start, _tokens[i].Length);

    /// <summary>Returns the position behind the parenthesis that closes the one at <paramref name="open"/>.</summary>
    public int BehindClosing(int open)
    {
        var depth = 0;
        for (var i = open; i < Count; i++)
        {
            depth += Is(i, "(") ? 1 : Is(i, ")") ? -1 : 0;
            if (depth == 0)
                return i + 1;
        }

        return Count;
    }
}
