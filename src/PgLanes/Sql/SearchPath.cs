namespace PgLanes.Sql;

/// <summary>Rewrites the places where code sets the search path. Each schema becomes the lane's, followed by the source schema
/// itself where an extension's objects live in it: those are not cloned, and code that limits its path must still find them.</summary>
internal static class SearchPath
{
    /// <summary>Rewrites a setting of the search path that begins at token <paramref name="i"/>; returns the position behind it,
    /// or 0 where none begins.</summary>
    public static int Rewrite(TokenText tokens, int i, NameMap map, List<TextEdit> edits)
    {
        if (IsSetting(tokens, i))
            return RewriteList(tokens, i + 2, map, edits);
        if (tokens.IsText(i) && IsArgumentOfSetConfig(tokens, i))
            return RewriteArgument(tokens, i, map, edits);
        return IsSetSchema(tokens, i) ? RewriteSetSchema(tokens, i, map, edits) : 0;
    }

    /// <summary>True if the name at <paramref name="i"/> is a schema's by grammar: <c>SCHEMA name</c>, <c>SCHEMA IF EXISTS name</c>.</summary>
    public static bool FollowsSchema(TokenText tokens, int i)
    {
        var before = i - 1;
        if (tokens.IsWord(before, "exists"))
            before -= tokens.IsWord(before - 1, "not") ? 3 : 2;
        return tokens.IsWord(before, "schema");
    }

    private static bool IsSetting(TokenText tokens, int i) =>
        tokens.Name(i) == "search_path"
        && (tokens.Is(i + 1, "=") || tokens.IsWord(i + 1, "to"))
        && (tokens.IsWord(i - 1, "set")
            || ((tokens.IsWord(i - 1, "local") || tokens.IsWord(i - 1, "session")) && tokens.IsWord(i - 2, "set")));

    private static bool IsArgumentOfSetConfig(TokenText tokens, int i)
    {
        var comma = i - 1;
        for (var depth = 0; tokens.Has(comma) && !tokens.Is(comma, ";"); comma--)
        {
            if (depth == 0 && (tokens.Is(comma, ",") || tokens.Is(comma, "(")))
                break;
            depth += tokens.Is(comma, ")") ? 1 : tokens.Is(comma, "(") ? -1 : 0;
        }

        return tokens.Is(comma, ",") && tokens.IsText(comma - 1) && tokens.Is(comma - 2, "(") && tokens.IsWord(comma - 3, "set_config")
            && Literal.Read(tokens.Text, tokens[comma - 1]).Value.Equals("search_path", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsSetSchema(TokenText tokens, int i) =>
        tokens.IsWord(i, "schema") && tokens.IsText(i + 1)
        && (tokens.IsWord(i - 1, "set")
            || ((tokens.IsWord(i - 1, "local") || tokens.IsWord(i - 1, "session")) && tokens.IsWord(i - 2, "set")));

    private static int RewriteList(TokenText tokens, int i, NameMap map, List<TextEdit> edits)
    {
        while (tokens.IsIdentifier(i) || tokens.IsText(i))
        {
            var isText = tokens.IsText(i);
            var schema = isText ? Literal.Read(tokens.Text, tokens[i]).Value : tokens.Name(i);
            if (schema is not null && map.RenamesSchema(schema))
                edits.Add(new TextEdit(tokens[i].Start, tokens[i].End, Elements(schema, map, isText ? Literal.Quote : Identifier.QuoteIfNeeded)));
            if (!tokens.Is(i + 1, ","))
                return i + 1;
            i += 2;
        }

        return i;
    }

    /// <summary>However the path is put together, each literal in it is a list of schemas.</summary>
    private static int RewriteArgument(TokenText tokens, int i, NameMap map, List<TextEdit> edits)
    {
        var literal = Literal.Read(tokens.Text, tokens[i]);
        var path = new TokenText(literal.Value);
        for (var n = 0; n < path.Count; n++)
        {
            if (path.Name(n) is { } schema && map.RenamesSchema(schema))
            {
                var elements = literal.Encode(Elements(schema, map, Identifier.QuoteIfNeeded));
                edits.Add(new TextEdit(literal.ToSource(path[n].Start), literal.ToSource(path[n].End), elements));
            }
        }

        return i + 1;
    }

    /// <summary>SET SCHEMA takes one schema only; with an extension's beside the lane's it must be written as the path that it is.</summary>
    private static int RewriteSetSchema(TokenText tokens, int i, NameMap map, List<TextEdit> edits)
    {
        var schema = Literal.Read(tokens.Text, tokens[i + 1]).Value;
        if (map.RenamesSchema(schema) && map.HoldsExtensions(schema))
            edits.Add(new TextEdit(tokens[i].Start, tokens[i + 1].End, "search_path TO " + Elements(schema, map, Literal.Quote)));
        else if (map.RenamesSchema(schema))
            edits.Add(new TextEdit(tokens[i + 1].Start, tokens[i + 1].End, Literal.Quote(map.Schema(schema))));
        return i + 2;
    }

    private static string Elements(string schema, NameMap map, Func<string, string> quote) =>
        map.HoldsExtensions(schema) ? quote(map.Schema(schema)) + ", " + quote(schema) : quote(map.Schema(schema));
}
