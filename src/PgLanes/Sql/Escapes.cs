using System.Globalization;
using System.Text;

namespace PgLanes.Sql;

/// <summary>Reads the backslash escapes of <c>E''</c> and <c>U&amp;''</c> (manual, 4.1.2.2 and 4.1.2.3). A malformed escape
/// stands for the character after its backslash.</summary>
internal static class Escapes
{
    /// <summary>Returns <paramref name="text"/> with its <c>\XXXX</c> and <c>\+XXXXXX</c> escapes replaced.</summary>
    public static string DecodeUnicode(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        var decoded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '\\')
                decoded.Append(ReadUnicode(text, ref i));
            else
                decoded.Append(text[i++]);
        }

        return decoded.ToString();
    }

    /// <summary>Reads the <c>U&amp;''</c> escape at <paramref name="i"/> and moves behind it.</summary>
    public static string ReadUnicode(string text, ref int i) =>
        Hex(text, i + 1, 4) is { } four ? Take(four, 5, ref i)
        : i + 1 < text.Length && text[i + 1] == '+' && Hex(text, i + 2, 6) is { } six ? Take(six, 8, ref i)
        : TakeNext(text, ref i);

    /// <summary>Reads the <c>E''</c> escape at <paramref name="i"/> and moves behind it.</summary>
    public static string ReadBackslash(string text, ref int i)
    {
        if (i + 1 >= text.Length)
            return TakeNext(text, ref i);
        var c = text[i + 1];
        if (c == 'u' && Hex(text, i + 2, 4) is { } four)
            return Take(four, 6, ref i);
        if (c == 'U' && Hex(text, i + 2, 8) is { } eight)
            return Take(eight, 10, ref i);
        if (c == 'x')
        {
            var digits = Hex(text, i + 2, 2) is not null ? 2 : Hex(text, i + 2, 1) is not null ? 1 : 0;
            if (digits > 0)
                return Take(Hex(text, i + 2, digits)!, 2 + digits, ref i);
        }

        if (c is >= '0' and <= '7')
        {
            var (value, digits) = (0, 0);
            while (digits < 3 && i + 1 + digits < text.Length && text[i + 1 + digits] is >= '0' and <= '7')
                value = value * 8 + (text[i + 1 + digits++] - '0');
            return Take(((char)value).ToString(), 1 + digits, ref i);
        }

        var plain = TakeNext(text, ref i);
        return c switch { 'b' => "\b", 'f' => "\f", 'n' => "\n", 'r' => "\r", 't' => "\t", _ => plain };
    }

    private static string Take(string value, int length, ref int i)
    {
        i += length;
        return value;
    }

    private static string TakeNext(string text, ref int i)
    {
        var value = i + 1 < text.Length ? text[i + 1].ToString() : "";
        i = Math.Min(i + 2, text.Length);
        return value;
    }

    private static string? Hex(string text, int start, int digits)
    {
        if (start + digits > text.Length
            || !int.TryParse(text.AsSpan(start, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return null;
        }

        return value is < 0 or > 0x10FFFF ? null : value is >= 0xD800 and <= 0xDFFF ? ((char)value).ToString() : char.ConvertFromUtf32(value);
    }
}
