namespace PgLanes.Sql;

/// <summary>Tells <c>c.orders</c>, an object of schema c, from <c>c.orders</c>, a column of something aliased c. Only asked
/// where the text itself uses the schema's name for something else; the grammar around the name then decides.</summary>
internal static class NamePosition
{
    private static readonly string[] _settingWords = ["set", "local", "session", "show", "reset"];

    /// <summary>Returns which of the map's schemas <paramref name="tokens"/> may also use as an alias, table, variable or label.</summary>
    public static HashSet<string> Ambiguous(TokenText tokens, NameMap map)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < tokens.Count; i++)
        {
            // A role or schema follows these words, a schema in a search path the sign; none of these can qualify a column.
            if (tokens.IsIdentifier(i) && !tokens.Is(i + 1, ".") && !tokens.IsWord(i - 1, "to") && !tokens.IsWord(i - 1, "schema")
                && !tokens.Is(i - 1, "=") && tokens.Name(i) is { } name && map.RenamesSchema(name))
            {
                found.Add(name);
            }
        }

        return found;
    }

    /// <summary>True if the qualified name at <paramref name="schema"/> (its second part two tokens later) is an object's.</summary>
    public static bool MeansObject(TokenText tokens, int schema)
    {
        var next = schema + 3;
        if (tokens.Is(next, "(") || (tokens.Is(next, ".") && tokens.IsIdentifier(next + 1)))
            return true;
        if (tokens.Is(next, "%"))
            return tokens.IsWord(next + 1, "rowtype");
        var before = schema - 1;
        if (tokens.Is(before, ",") || tokens.Is(before, "("))
            return IsInRelationList(tokens, before);
        return tokens.Is(before, "::") || (tokens.IsIdentifier(before) && IntroducesObject(tokens, before));
    }

    /// <summary>As <see cref="MeansObject"/>, for a name that may be a setting's: <c>SET LOCAL app.tenant = 7</c>.</summary>
    public static bool MeansNewObject(TokenText tokens, int schema) =>
        !_settingWords.Any(word => tokens.IsWord(schema - 1, word)) && MeansObject(tokens, schema);

    private static bool IntroducesObject(TokenText tokens, int word)
    {
        if (tokens[word].Kind != SqlTokenKind.Identifier)
            return true;
        return tokens.Name(word) switch
        {
            "as" or "to" => true,
            "perform" => false,
            "into" => tokens.IsWord(word - 1, "insert") || tokens.IsWord(word - 1, "merge"),
            "like" => tokens.Is(word - 1, "(") || tokens.Is(word - 1, ","),
            "on" => !StatementHas(tokens, word, "join", "distinct", "conflict", "merge"),
            "using" => !StatementHas(tokens, word, "execute", "raise", "order"),
            "from" => IsFromClause(tokens, word),
            var name when Keywords.Introducers.Contains(name!) => true,
            // Anything else that is no keyword is a declared name, and its type follows it.
            var name => !Keywords.Expressions.Contains(name!) && !Keywords.Quoted.Contains(name!),
        };
    }

    /// <summary>Walks out of the list or parentheses that end at <paramref name="i"/> to the clause that they belong to.</summary>
    private static bool IsInRelationList(TokenText tokens, int i)
    {
        for (var depth = 0; i >= 0 && !tokens.Is(i, ";"); i--)
        {
            if (tokens.Is(i, ")"))
                depth++;
            else if (tokens.Is(i, "("))
                depth = Math.Max(0, depth - 1);
            else if (depth > 0)
                continue;
            else if (tokens.IsWord(i, Keywords.RelationLists))
                return IntroducesObject(tokens, i);
            else if (tokens.IsWord(i, Keywords.Expressions) || tokens.IsWord(i, "on") || IsCall(tokens, i))
                return false;
        }

        return false;
    }

    private static bool IsCall(TokenText tokens, int i) =>
        tokens.IsIdentifier(i) && tokens.Is(i + 1, "(") && !tokens.IsWord(i, Keywords.Quoted);

    /// <summary>False for the FROM of IS DISTINCT FROM, and of EXTRACT(year FROM …) and its like.</summary>
    private static bool IsFromClause(TokenText tokens, int from)
    {
        if (tokens.IsWord(from - 1, "distinct"))
            return tokens.IsWord(from - 2, "select");
        for (var (i, depth) = (from - 1, 0); i >= 0 && !tokens.Is(i, ";"); i--)
        {
            depth += tokens.Is(i, ")") ? 1 : tokens.Is(i, "(") ? -1 : 0;
            if (depth < 0)
                return false;
            if (depth == 0 && (tokens.IsWord(i, "select") || tokens.IsWord(i, "delete") || tokens.IsWord(i, "update")))
                return true;
        }

        return true;
    }

    private static bool StatementHas(TokenText tokens, int before, params ReadOnlySpan<string> words)
    {
        for (var i = before - 1; i >= 0 && !tokens.Is(i, ";"); i--)
        {
            foreach (var word in words)
            {
                if (tokens.IsWord(i, word))
                    return true;
            }
        }

        return false;
    }
}
