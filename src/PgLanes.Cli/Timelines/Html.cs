using System.Net;

namespace PgLanes.Cli.Timelines;

/// <summary>Pieces of a page.</summary>
internal static class Html
{
    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A table whose first column names the rows; the first <paramref name="texts"/> columns hold text, the others numbers.</summary>
    public static string Table(string caption, IEnumerable<string> heads, IEnumerable<IEnumerable<string>> rows, int texts = 1)
    {
        string Kind(int column) => column < texts ? " class=\"text\"" : "";
        string Row(IEnumerable<string> cells) => string.Concat(cells.Select((cell, i) =>
            i == 0 ? $"<th scope=\"row\">{Escape(cell)}</th>" : $"<td{Kind(i)}>{Escape(cell)}</td>"));
        return $"""
            <div class="wide" tabindex="0" role="group" aria-label="{Escape(caption)}"><table>
            <caption>{Escape(caption)}</caption>
            <thead><tr>{string.Concat(heads.Select((head, i) => $"<th scope=\"col\"{Kind(i)}>{Escape(head)}</th>"))}</tr></thead>
            <tbody>
            {string.Join('\n', rows.Select(row => $"<tr>{Row(row)}</tr>"))}
            </tbody>
            </table></div>
            """;
    }
}
