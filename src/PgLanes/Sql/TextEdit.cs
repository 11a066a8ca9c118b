using System.Runtime.InteropServices;
using System.Text;

namespace PgLanes.Sql;

/// <summary>Replaces a stretch of a text.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextEdit(int Start, int End, string Replacement)
{
    /// <summary>Returns <paramref name="text"/> with the edits made, which must not overlap; the same instance if there are none.</summary>
    public static string Apply(string text, IReadOnlyList<TextEdit> edits)
    {
        if (edits.Count == 0)
            return text;
        var edited = new StringBuilder(text.Length + edits.Count * 16);
        var at = 0;
        foreach (var edit in edits.OrderBy(edit => edit.Start))
        {
            edited.Append(text, at, edit.Start - at).Append(edit.Replacement);
            at = edit.End;
        }

        return edited.Append(text, at, text.Length - at).ToString();
    }
}

/// <summary>Turns positions in <paramref name="text"/> into lines, the first of which holds <paramref name="origin"/>.</summary>
internal sealed class LineCounter(string text, int origin)
{
    private const int LongestExcerpt = 120;

    public RewriteNote Note(string code, int position)
    {
        var start = position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
        var end = text.IndexOf('\n', position);
        var line = text[start..(end < 0 ? text.Length : end)].Trim();
        var number = 1 + Math.Max(0, text.AsSpan(0, position).Count('\n') - text.AsSpan(0, origin).Count('\n'));
        return new RewriteNote(code, line.Length <= LongestExcerpt ? line : string.Concat(line.AsSpan(0, LongestExcerpt - 1), "…"), number);
    }
}
