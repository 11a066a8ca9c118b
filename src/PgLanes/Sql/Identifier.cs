namespace PgLanes.Sql;

/// <summary>The one place that quotes identifiers.</summary>
internal static class Identifier
{
    /// <summary>Returns <paramref name="name"/> in double quotes, its own double quotes doubled.
    /// Always quoted: a reserved word or a capital never surprises.</summary>
    public static string Quote(string name) => string.Concat("\"", name.Replace("\"", "\"\"", StringComparison.Ordinal), "\"");

    /// <summary>Returns the quoted <c>schema.name</c>.</summary>
    public static string Quote(string schema, string name) => string.Concat(Quote(schema), ".", Quote(name));

    /// <summary>Returns <paramref name="name"/> as PostgreSQL's deparsers print it (the rule of <c>quote_ident</c>): bare where it
    /// is lower case letters, digits and underscores, does not begin with a digit and is no keyword but an unreserved one.</summary>
    public static string QuoteIfNeeded(string name) => IsSafe(name) ? name : Quote(name);

    /// <summary>Returns the identifier that the server reads from <paramref name="token"/> of <paramref name="text"/>: unquoted ones
    /// folded to lower case (ASCII only, as in a UTF-8 database), quoted ones without their quotes; null when unterminated.</summary>
    public static string? Read(string text, SqlToken token)
    {
        var span = token.In(text);
        if (token.Kind == SqlTokenKind.Identifier)
            return Fold(span);
        if (!token.IsIdentifier)
            return null;
        var quoted = span[span.IndexOf('"')..];
        if (quoted.Length < 2 || quoted[^1] != '"' || quoted[1..].Count('"') % 2 == 0)
            return null;
        var name = quoted[1..^1].ToString().Replace("\"\"", "\"", StringComparison.Ordinal);
        return token.Kind == SqlTokenKind.UnicodeIdentifier ? Escapes.DecodeUnicode(name) : name;
    }

    private static string Fold(ReadOnlySpan<char> span) =>
        string.Create(span.Length, span, static (to, from) =>
        {
            for (var i = 0; i < from.Length; i++)
                to[i] = char.IsAsciiLetterUpper(from[i]) ? (char)(from[i] | 0x20) : from[i];
        });

    private static bool IsSafe(string name)
    {
        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
            return false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '_')
                return false;
        }

        return !Keywords.Quoted.Contains(name);
    }
}
