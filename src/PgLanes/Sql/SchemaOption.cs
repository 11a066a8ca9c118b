namespace PgLanes.Sql;

/// <summary>Tells from the code before a string whether the string is given to an option that sets a schema, as ORMs have it. Pure.</summary>
internal static class SchemaOption
{
    private static readonly string[] _methods = ["withschema", "pgschema", "hasdefaultschema", "searchpath"];

    /// <summary>Whether <paramref name="code"/> ends with <c>schema:</c>, <c>Schema =</c>, <c>withSchema(</c>, <c>"searchPath": [</c> and the like.</summary>
    public static bool Ends(ReadOnlySpan<char> code)
    {
        code = TrimList(code.TrimEnd());
        if (code.Length == 0) return false;
        var isCall = code[^1] == '(';
        if (code.EndsWith("=>")) code = code[..^2];
        else if (isCall || code[^1] is ':' or '=') code = code[..^1];
        else return false;
        code = code.TrimEnd().TrimEnd("\"'`");
        var start = code.Length;
        while (start > 0 && SqlLexer.IsIdentifierPart(code[start - 1])) start--;
        var word = code[start..].ToString().Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        return isCall ? _methods.Contains(word) : word.EndsWith("schema", StringComparison.Ordinal) || word.EndsWith("searchpath", StringComparison.Ordinal);
    }

    private static ReadOnlySpan<char> TrimList(ReadOnlySpan<char> code) => code.EndsWith("[") ? code[..^1].TrimEnd() : code;
}
