using System.Text;

namespace PgLanes.Sql;

/// <summary>The text inside a string literal, and the way back from each of its characters to the place in the source that
/// spells it: an edit of the text changes only those characters of the source, and every other escape stays as written.</summary>
internal sealed class Literal
{
    private readonly SqlTokenKind _kind;
    private readonly int _start;
    private readonly List<int>? _offsets;

    private Literal(SqlTokenKind kind, string value, int start, List<int>? offsets) =>
        (_kind, Value, _start, _offsets) = (kind, value, start, offsets);

    /// <summary>The text as the server sees it.</summary>
    public string Value { get; }

    /// <summary>Reads the literal at <paramref name="token"/>, whose <see cref="SqlToken.IsText"/> must be true.</summary>
    public static Literal Read(string text, SqlToken token)
    {
        if (token.Kind == SqlTokenKind.DollarString)
            return ReadDollar(text, token);
        var quote = text.IndexOf('\'', token.Start);
        var isEscape = token.Kind == SqlTokenKind.EscapeString;
        var end = SqlLexer.EndOfString(text, quote, isEscape, out var terminated) - (terminated ? 1 : 0);
        var content = text.AsSpan(quote + 1, end - quote - 1);
        if (!content.Contains('\'') && (token.Kind == SqlTokenKind.String || !content.Contains('\\')))
            return new Literal(token.Kind, content.ToString(), quote + 1, null);
        return Decode(text, quote + 1, end, token.Kind);
    }

    /// <summary>Returns where the character at <paramref name="index"/> of <see cref="Value"/> begins in the source.</summary>
    public int ToSource(int index) => _offsets is null ? _start + index : _offsets[index];

    /// <summary>Returns <paramref name="value"/> as it must be written inside this literal.</summary>
    public string Encode(string value)
    {
        if (_kind == SqlTokenKind.DollarString)
            return value;
        var encoded = value.Replace("'", "''", StringComparison.Ordinal);
        return _kind == SqlTokenKind.String ? encoded : encoded.Replace("\\", "\\\\", StringComparison.Ordinal);
    }

    /// <summary>Returns <paramref name="value"/> as a string literal, in the form that PostgreSQL's deparsers print.</summary>
    public static string Quote(string value)
    {
        var quoted = string.Concat("'", value.Replace("'", "''", StringComparison.Ordinal), "'");
        return value.Contains('\\', StringComparison.Ordinal) ? "E" + quoted.Replace("\\", "\\\\", StringComparison.Ordinal) : quoted;
    }

    private static Literal ReadDollar(string text, SqlToken token)
    {
        var delimiter = SqlLexer.DollarDelimiterLength(text, token.Start);
        var content = token.In(text)[delimiter..];
        if (content.EndsWith(text.AsSpan(token.Start, delimiter), StringComparison.Ordinal))
            content = content[..^delimiter];
        return new Literal(token.Kind, content.ToString(), token.Start + delimiter, null);
    }

    private static Literal Decode(string text, int start, int end, SqlTokenKind kind)
    {
        var value = new StringBuilder(end - start);
        var offsets = new List<int>(end - start + 1);
        for (var i = start; i < end;)
        {
            var at = i;
            var decoded = kind switch
            {
                SqlTokenKind.EscapeString when text[i] == '\\' => Escapes.ReadBackslash(text, ref i),
                SqlTokenKind.UnicodeString when text[i] == '\\' => Escapes.ReadUnicode(text, ref i),
                _ when text[i] == '\'' => ReadQuote(text, end, ref i),
                _ => text[i++].ToString(),
            };
            value.Append(decoded);
            for (var n = 0; n < decoded.Length; n++)
                offsets.Add(at);
        }

        offsets.Add(end);
        return new Literal(kind, value.ToString(), start, offsets);
    }

    /// <summary>A quote inside a literal is either doubled, or ends one line's part of a literal that goes on in the next.</summary>
    private static string ReadQuote(string text, int end, ref int i)
    {
        if (i + 1 < end && text[i + 1] == '\'')
        {
            i += 2;
            return "'";
        }

        var next = text.IndexOf('\'', i + 1, end - i - 1);
        i = next < 0 ? end : next + 1;
        return "";
    }
}
