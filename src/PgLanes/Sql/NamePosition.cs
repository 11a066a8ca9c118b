namespace PgLanes.Sql;

/// <summary>Tells <c>c.orders</c>, an object of schema c, from <c>c.orders</c>, a column of something aliased c. Only asked
/// where the text itself uses the schema's name for something else; the grammar around the name then decides.</summary>
internal static class NamePosition
{
    /// <summary>Returns which of the map's schemas <paramref name="tokens"/> may also use as an alias, variable or label.</summary>
    public static HashSet<string> Ambiguous(TokenText tokens, NameMap map)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < tokens.Count; i++)
        {
            // A role or schema follows these words, a column or a schema in a search path the sign; none is an alias.
            if (tokens.IsBare(i) && !tokens.IsWord(i - 1, "to") && !tokens.IsWord(i - 1, "schema") && !tokens.Is(i - 1, "=")
                && tokens.Name(i) is { } name && map.RenamesSchema(name))
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
        if (tokens.Is(before, "::"))
            return true;
        if (tokens.Is(before, ",") || tokens.Is(before, "("))
            return IsInRelationList(tokens, before);
        if (tokens.IsWord(before, "on"))
            return IsStatementsOn(tokens, before);
        if (tokens.IsWord(before, "as") || tokens.IsWord(before, Keywords.Introducers))
            return true;
        // Anything else that is a word and no keyword is a declared name, and its type follows it.
        return tokens.IsIdentifier(before) && !tokens.IsWord(before, Keywords.Expressions) && !tokens.IsWord(before, Keywords.Quoted);
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
            else if (depth == 0 && tokens.IsWord(i, Keywords.RelationLists))
                return true;
            else if (depth == 0 && (tokens.IsWord(i, Keywords.Expressions) || tokens.IsWord(i, "on")))
                return false;
            else if (depth == 0 && tokens.IsIdentifier(i) && tokens.Is(i + 1, "(") && !tokens.IsWord(i, Keywords.Quoted))
                return false;
        }

        return false;
    }

    /// <summary>ON names a table in triggers, indexes, policies and grants, and begins a condition after a join.</summary>
    private static bool IsStatementsOn(TokenText tokens, int on)
    {
        for (var i = on - 1; i >= 0 && !tokens.Is(i, ";"); i--)
        {
            if (tokens.IsWord(i, "join") || tokens.IsWord(i, "distinct") || tokens.IsWord(i, "conflict") || tokens.IsWord(i, "merge"))
                return false;
        }

        return true;
    }
}
