using System.Text;

namespace PgLanes.Sql;

/// <summary>A string of a program as the program sees it, and the way back to its source.</summary>
/// <param name="start">Where it begins in its source.</param>
internal sealed class SourceText(int start)
{
    private readonly StringBuilder _text = new();
    private readonly List<int> _offsets = [];

    public int Start => start;

    public string Text => _text.ToString();

    public int ToSource(int index) => _offsets[index];

    public void Add(char c, int source)
    {
        _text.Append(c);
        _offsets.Add(source);
    }

    public void Add(ReadOnlySpan<char> text, int source)
    {
        foreach (var c in text) Add(c, source);
    }

    /// <summary>Reads the backslash escape at <paramref name="i"/> and returns the position behind it.</summary>
    public int AddEscape(string source, int i)
    {
        if (i + 1 >= source.Length) return i + 1;
        var (digits, start) = source[i + 1] switch { 'x' => (2, i + 2), 'u' => (4, i + 2), _ => (0, 0) };
        if (digits > 0 && start + digits <= source.Length
            && int.TryParse(source.AsSpan(start, digits), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code))
        {
            Add((char)code, i);
            return start + digits;
        }

        switch (source[i + 1])
        {
            case 'n': Add('\n', i); break;
            case 't': Add('\t', i); break;
            case 'r': Add('\r', i); break;
            // The string goes on in the next line.
            case '\n' or '\r': break;
            case var c: Add(c, i); break;
        }

        return i + 2;
    }
}
