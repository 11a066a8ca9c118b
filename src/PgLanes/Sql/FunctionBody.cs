namespace PgLanes.Sql;

/// <summary>Finds the body in the text of <c>pg_get_functiondef</c>.</summary>
internal static class FunctionBody
{
    /// <summary>Returns the literal that holds the body; null if it is a SQL-standard one, or a library's symbol.</summary>
    public static SqlToken? FindLiteral(TokenText tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens.Is(i, "("))
                i = tokens.BehindClosing(i) - 1;
            else if (IsStandardStart(tokens, i))
                return null;
            else if (tokens.IsWord(i, "as") && tokens.IsText(i + 1))
                return tokens.Is(i + 2, ",") ? null : tokens[i + 1];
        }

        return null;
    }

    /// <summary>Returns the first token of a SQL-standard body, or the number of tokens if there is none.</summary>
    public static int FindStandardBody(TokenText tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens.Is(i, "("))
                i = tokens.BehindClosing(i) - 1;
            else if (IsStandardStart(tokens, i))
                return i;
        }

        return tokens.Count;
    }

    /// <summary>True if the literal at <paramref name="i"/> of a statement is a block's code, or in dollars behind AS, as only a function's is.</summary>
    public static bool IsAt(TokenText tokens, int i) =>
        tokens.IsWord(i - 1, "do") || (tokens.IsWord(i - 1, "as") && tokens[i].Kind == SqlTokenKind.DollarString);

    /// <summary>False for the languages whose "body" is the name of a symbol.</summary>
    public static bool IsSource(string language) =>
        !language.Equals("c", StringComparison.OrdinalIgnoreCase) && !language.Equals("internal", StringComparison.OrdinalIgnoreCase);

    private static bool IsStandardStart(TokenText tokens, int i) =>
        tokens.IsWord(i, "return") || (tokens.IsWord(i, "begin") && tokens.IsWord(i + 1, "atomic"));
}
