using PgLanes.Sql;

namespace PgLanes.Scripting;

/// <summary>Writes a function without what PostgreSQL keeps parsed and therefore looks up when the function is made: its SQL-standard body
/// and those defaults of its arguments that call something. Whatever needs the function can refer to the outline; the function itself replaces it later. Pure.</summary>
internal static class FunctionOutline
{
    /// <summary>Returns the outline of what <c>pg_get_functiondef</c> printed; null where the function has none of these.</summary>
    public static string? For(string definition)
    {
        var mayHaveDefaults = definition.Contains(" DEFAULT ", StringComparison.Ordinal);
        if (!mayHaveDefaults && definition.Contains("\nAS ", StringComparison.Ordinal)) return null;
        var tokens = new TokenText(definition);
        var defaults = mayHaveDefaults ? Defaults(tokens).ToList() : [];
        // An argument before one without a default can have none either.
        List<TextEdit> edits = [.. defaults.Take(1 + defaults.FindLastIndex(item => item.Calls)).Select(item => item.Edit)];
        var body = FunctionBody.FindStandardBody(tokens);
        if (tokens.Has(body)) edits.Add(new TextEdit(tokens[body].Start, definition.Length, "AS ''"));
        return edits.Count == 0 ? null : TextEdit.Apply(definition, edits);
    }

    private static IEnumerable<(TextEdit Edit, bool Calls)> Defaults(TokenText tokens)
    {
        var open = 0;
        while (tokens.Has(open) && !tokens.Is(open, "(")) open++;
        var close = tokens.BehindClosing(open) - 1;
        for (var i = open + 1; i < close; i++)
        {
            if (tokens.Is(i, "(")) i = tokens.BehindClosing(i) - 1;
            if (!tokens.IsWord(i, "default")) continue;
            var end = i + 1;
            while (end < close && !tokens.Is(end, ",")) end = IsOpen(tokens, end) ? Behind(tokens, end) : end + 1;
            var calls = Enumerable.Range(i + 1, end - i - 1).Any(at => tokens.Is(at, "("));
            yield return (new TextEdit(tokens[i - 1].End, tokens[end].Start, ""), calls);
            i = end;
        }
    }

    private static bool IsOpen(TokenText tokens, int i) => tokens.Is(i, "(") || tokens.Is(i, "[");

    // ARRAY[1, 2] has commas, too.
    private static int Behind(TokenText tokens, int open)
    {
        if (tokens.Is(open, "(")) return tokens.BehindClosing(open);
        var i = open + 1;
        while (tokens.Has(i) && !tokens.Is(i, "]")) i = IsOpen(tokens, i) ? Behind(tokens, i) : i + 1;
        return i + 1;
    }
}
