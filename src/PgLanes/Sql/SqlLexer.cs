namespace PgLanes.Sql;

/// <summary>Divides SQL and PL/pgSQL into tokens as PostgreSQL does (manual, 4.1 Lexical Structure, with
/// <c>standard_conforming_strings</c> on). The tokens are the whole input, in order, without gaps. Never throws: what is
/// unterminated is one token to the end of the text.</summary>
internal static class SqlLexer
{
    /// <summary>Returns every token of <paramref name="text"/>, whitespace and comments included. Linear in the text's length.</summary>
    public static IReadOnlyList<SqlToken> Tokenize(string text) => Read(text, withTrivia: true);

    /// <summary>Returns the tokens of <paramref name="text"/> that mean something to the server.</summary>
    public static IReadOnlyList<SqlToken> TokenizeSignificant(string text) => Read(text, withTrivia: false);

    /// <summary>Returns the token that begins at <paramref name="start"/>, which must lie inside <paramref name="text"/>.</summary>
    public static SqlToken Next(ReadOnlySpan<char> text, int start)
    {
        var (kind, end) = Scan(text, start);
        return new SqlToken(kind, start, end - start);
    }

    /// <summary>Returns where the string literal ends whose opening quote is at <paramref name="quote"/>. Literals that a line
    /// break alone separates are one literal to the server, so they are one here.</summary>
    public static int EndOfString(ReadOnlySpan<char> text, int quote, bool backslashes, out bool terminated)
    {
        var i = quote + 1;
        while (i < text.Length)
        {
            if (backslashes && text[i] == '\\')
            {
                i += 2;
                continue;
            }

            if (text[i++] != '\'')
                continue;
            if (i < text.Length && text[i] == '\'')
            {
                i++;
                continue;
            }

            var next = ContinuationAt(text, i);
            if (next < 0)
            {
                terminated = true;
                return i;
            }

            i = next + 1;
        }

        terminated = false;
        return text.Length;
    }

    /// <summary>Returns the length of the delimiter (<c>$$</c> or <c>$tag$</c>) at <paramref name="start"/>, or 0 when there is none.</summary>
    public static int DollarDelimiterLength(ReadOnlySpan<char> text, int start)
    {
        var i = start + 1;
        if (i < text.Length && IsIdentifierStart(text[i]))
        {
            while (i < text.Length && text[i] != '$' && IsIdentifierPart(text[i]))
                i++;
        }

        return i < text.Length && text[i] == '$' ? i + 1 - start : 0;
    }

    public static bool IsIdentifierPart(char c) => IsIdentifierStart(c) || char.IsAsciiDigit(c) || c == '$';

    public static bool IsIdentifierStart(char c) => char.IsAsciiLetter(c) || c == '_' || c >= 0x80;

    public static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f' or '\v';

    private static List<SqlToken> Read(string text, bool withTrivia)
    {
        var tokens = new List<SqlToken>(text.Length / 6 + 4);
        for (var i = 0; i < text.Length;)
        {
            var token = Next(text, i);
            if (withTrivia || !token.IsTrivia)
                tokens.Add(token);
            i = token.End;
        }

        return tokens;
    }

    private static (SqlTokenKind Kind, int End) Scan(ReadOnlySpan<char> text, int start)
    {
        var c = text[start];
        var next = start + 1 < text.Length ? text[start + 1] : '\0';
        if (IsSpace(c))
            return (SqlTokenKind.Whitespace, EndWhile(text, start + 1, IsSpace));
        if (c == '-' && next == '-')
            return (SqlTokenKind.LineComment, EndWhile(text, start + 2, static x => x is not ('\n' or '\r')));
        if (c == '/' && next == '*')
            return (SqlTokenKind.BlockComment, EndOfBlockComment(text, start));
        if (c == '\'')
            return (SqlTokenKind.String, EndOfString(text, start, backslashes: false, out _));
        if (c == '"')
            return (SqlTokenKind.QuotedIdentifier, EndOfQuotedIdentifier(text, start));
        if (IsIdentifierStart(c))
            return ScanWord(text, start, c, next);
        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(next)))
            return (SqlTokenKind.Number, EndOfNumber(text, start));
        if (c == '$')
            return ScanDollar(text, start, next);
        if (c == ':' && next is ':' or '=')
            return (SqlTokenKind.Operator, start + 2);
        if (c == '.' && next == '.')
            return (SqlTokenKind.Operator, start + 2);
        return IsOperator(c) ? (SqlTokenKind.Operator, EndOfOperator(text, start)) : (SqlTokenKind.Punctuation, start + 1);
    }

    private static (SqlTokenKind Kind, int End) ScanWord(ReadOnlySpan<char> text, int start, char c, char next)
    {
        if (next == '\'')
        {
            if (c is 'e' or 'E')
                return (SqlTokenKind.EscapeString, EndOfString(text, start + 1, backslashes: true, out _));
            if (c is 'b' or 'B' or 'x' or 'X')
                return (SqlTokenKind.BitString, EndOfString(text, start + 1, backslashes: false, out _));
            if (c is 'n' or 'N')
                return (SqlTokenKind.String, EndOfString(text, start + 1, backslashes: false, out _));
        }

        if (c is 'u' or 'U' && next == '&' && start + 2 < text.Length)
        {
            if (text[start + 2] == '"')
                return (SqlTokenKind.UnicodeIdentifier, EndOfQuotedIdentifier(text, start + 2));
            if (text[start + 2] == '\'')
                return (SqlTokenKind.UnicodeString, EndOfString(text, start + 2, backslashes: false, out _));
        }

        return (SqlTokenKind.Identifier, EndWhile(text, start + 1, IsIdentifierPart));
    }

    private static (SqlTokenKind Kind, int End) ScanDollar(ReadOnlySpan<char> text, int start, char next)
    {
        if (char.IsAsciiDigit(next))
            return (SqlTokenKind.Parameter, EndWhile(text, start + 1, char.IsAsciiDigit));
        var length = DollarDelimiterLength(text, start);
        if (length == 0)
            return (SqlTokenKind.Punctuation, start + 1);
        var content = start + length;
        var close = text[content..].IndexOf(text.Slice(start, length), StringComparison.Ordinal);
        return (SqlTokenKind.DollarString, close < 0 ? text.Length : content + close + length);
    }

    private static int EndWhile(ReadOnlySpan<char> text, int i, Func<char, bool> matches)
    {
        while (i < text.Length && matches(text[i]))
            i++;
        return i;
    }

    private static int EndOfBlockComment(ReadOnlySpan<char> text, int start)
    {
        var depth = 1;
        var i = start + 2;
        while (i < text.Length - 1 && depth > 0)
        {
            var pair = text.Slice(i, 2);
            depth += pair is "/*" ? 1 : pair is "*/" ? -1 : 0;
            i += pair is "/*" or "*/" ? 2 : 1;
        }

        return depth == 0 ? i : text.Length;
    }

    private static int EndOfQuotedIdentifier(ReadOnlySpan<char> text, int quote)
    {
        for (var i = quote + 1; i < text.Length; i++)
        {
            if (text[i] != '"')
                continue;
            if (i + 1 >= text.Length || text[i + 1] != '"')
                return i + 1;
            i++;
        }

        return text.Length;
    }

    private static int EndOfNumber(ReadOnlySpan<char> text, int start)
    {
        // 1..10 is a number, the range operator and a number; 0x1f and 1_000 are numbers since PostgreSQL 16.
        var i = EndWhile(text, start, IsNumberPart);
        if (i < text.Length && text[i] == '.' && (i + 1 >= text.Length || text[i + 1] != '.'))
            i = EndWhile(text, i + 1, IsNumberPart);
        if (i < text.Length && text[i] is '+' or '-' && text[i - 1] is 'e' or 'E' && !text[start..i].StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            i = EndWhile(text, i + 1, char.IsAsciiDigit);
        return i;
    }

    private static bool IsNumberPart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private static bool IsOperator(char c) =>
        c is '+' or '-' or '*' or '/' or '<' or '>' or '=' or '~' or '!' or '@' or '#' or '%' or '^' or '&' or '|' or '`' or '?';

    private static int EndOfOperator(ReadOnlySpan<char> text, int start)
    {
        var i = start + 1;
        while (i < text.Length && IsOperator(text[i]) && !(i + 1 < text.Length && text.Slice(i, 2) is "--" or "/*"))
            i++;
        return i;
    }

    private static int ContinuationAt(ReadOnlySpan<char> text, int i)
    {
        var end = EndWhile(text, i, IsSpace);
        return end < text.Length && text[end] == '\'' && text[i..end].ContainsAny('\n', '\r') ? end : -1;
    }
}
