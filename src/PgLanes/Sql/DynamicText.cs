namespace PgLanes.Sql;

/// <summary>Judges whether a literal in a function's body is code.</summary>
internal static class DynamicText
{
    /// <summary>True if the text begins with a SQL command, or has a qualified name where only SQL has one.</summary>
    public static bool IsSql(TokenText tokens, NameMap map)
    {
        var first = 0;
        while (tokens.Is(first, "("))
            first++;
        if (tokens.IsWord(first, Keywords.Commands) || tokens.Is(first, "<<"))
            return true;
        for (var i = 1; i < tokens.Count; i++)
        {
            if (tokens.IsWord(i - 1, Keywords.Introducers) && tokens.Is(i + 1, ".") && IsObject(tokens, i, map))
                return true;
        }

        return false;
    }

    /// <summary>True if the whole text is the name of an object that moves, or a routine's with its argument types.</summary>
    public static bool IsName(TokenText tokens, NameMap map)
    {
        if (!(tokens.Name(0) is { } schema && tokens.Name(2) is { } name && map.Renames(schema, name)))
            return false;
        var i = 0;
        while (tokens.IsIdentifier(i) && tokens.Is(i + 1, "."))
            i += 2;
        if (!tokens.IsIdentifier(i))
            return false;
        return i + 1 == tokens.Count || (tokens.Is(i + 1, "(") && tokens.BehindClosing(i + 1) == tokens.Count && tokens.Is(tokens.Count - 1, ")"));
    }

    /// <summary>True if the text has a schema's name and a dot, completed at run time, with no word before it as prose would have.</summary>
    public static bool HasPartialName(TokenText tokens, NameMap map)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens.Is(i + 1, ".") && !tokens.Is(i - 1, ".") && !tokens.IsIdentifier(i - 1)
                && tokens.Name(i) is { } schema && map.RenamesSchema(schema) && PartialName.IsAt(tokens, i, schema, map, isContinued: true))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsObject(TokenText tokens, int i, NameMap map) =>
        tokens.Name(i) is { } schema && map.RenamesSchema(schema)
        && ((tokens.Name(i + 2) is { } name && map.Renames(schema, name)) || PartialName.IsAt(tokens, i, schema, map, isContinued: true));
}

/// <summary>Finds a qualified name whose second part is completed at run time: <c>public.</c> and then the literal's end, or a
/// placeholder of <c>format()</c>, or the beginning of the name and then one of these.</summary>
internal static class PartialName
{
    /// <param name="tokens">The tokens of the literal.</param>
    /// <param name="i">The schema's name.</param>
    /// <param name="schema">That name as the server reads it.</param>
    /// <param name="map">What exists.</param>
    /// <param name="isContinued">True if the text goes on at run time where the literal ends.</param>
    public static bool IsAt(TokenText tokens, int i, string schema, NameMap map, bool isContinued)
    {
        if (!tokens.Has(i + 2))
            return true;
        var (text, second) = (tokens.Text, tokens[i + 2]);
        if (IsPlaceholder(text, second.Start))
            return true;
        if (second.Kind == SqlTokenKind.QuotedIdentifier)
            return tokens.Name(i + 2) is not { } quoted || IsPlaceholder(quoted, 0);
        return second.Kind == SqlTokenKind.Identifier
            && ((isContinued && second.End == text.Length) || IsPlaceholder(text, second.End))
            && map.RenamesAnyWithPrefix(schema, tokens.Name(i + 2)!);
    }

    /// <summary>Knows <c>%I</c>, <c>%s</c> and their long forms such as <c>%1$I</c> and <c>%-10s</c>.</summary>
    private static bool IsPlaceholder(string text, int at)
    {
        if (at >= text.Length || text[at] != '%')
            return false;
        for (at++; at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] is '$' or '-' or '*');)
            at++;
        return at < text.Length && text[at] is 'I' or 's';
    }
}
