namespace PgLanes.Sql;

/// <summary>Finds <c>schema.object</c> in text whose language is unknown, where no lexer can tell code from data.</summary>
internal static class SchemaMentions
{
    /// <summary>Returns where <paramref name="text"/> names an object that <paramref name="map"/> renames, quoted or not.</summary>
    public static IEnumerable<int> Find(string text, NameMap map)
    {
        foreach (var schema in map.Schemas)
        {
            // As it stands between quotes.
            var spelled = schema.Replace("\"", "\"\"", StringComparison.Ordinal);
            for (var at = 0; (at = text.IndexOf(spelled, at, StringComparison.OrdinalIgnoreCase)) >= 0; at += spelled.Length)
            {
                if (IsWordStart(text, at) && ObjectAfter(text, at + spelled.Length) is { } name
                    && (map.Renames(schema, name) || map.Renames(schema, name.ToLowerInvariant())))
                {
                    yield return at;
                }
            }
        }
    }

    private static bool IsWordStart(string text, int at) => at == 0 || !(SqlLexer.IsIdentifierPart(text[at - 1]) || text[at - 1] == '.');

    private static string? ObjectAfter(string text, int i)
    {
        i = SkipQuotes(text, i);
        i = Skip(text, i, SqlLexer.IsSpace);
        if (i >= text.Length || text[i] != '.')
            return null;
        var start = SkipQuotes(text, Skip(text, i + 1, SqlLexer.IsSpace));
        var end = start > i + 1 && text[start - 1] == '"'
            ? Skip(text, start, static c => c is not ('"' or '\\'))
            : Skip(text, start, SqlLexer.IsIdentifierPart);
        return end > start ? text[start..end] : null;
    }

    private static int SkipQuotes(string text, int i) => Skip(text, i, static c => c is '"' or '\\');

    private static int Skip(string text, int i, Func<char, bool> matches)
    {
        while (i < text.Length && matches(text[i]))
            i++;
        return i;
    }
}
