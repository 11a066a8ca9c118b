namespace PgLanes.Sql;

/// <summary>A place in a source file that names an object of the template with its schema, or gives the schema to an option.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Schema">The template's schema.</param>
/// <param name="Name">The object; null where the schema alone is given to an option.</param>
internal sealed record SourceMention(int Line, string Schema, string? Name);

/// <summary>
/// Finds <c>schema.object</c> of the template in the strings of a program, in SQL, and in configuration: exactly that, with or without quotes, and
/// only where the object exists. Comments of the program and of the SQL are not looked at, since nobody runs them. Names put together at run
/// time, and longer chains such as <c>com.public.users</c>, are not found.
/// </summary>
internal static class SourceScanner
{
    private const int MostLevels = 6;
    private const int LongestChain = 3;

    /// <summary>Returns what is found, by line and name, each object once a line.</summary>
    public static IReadOnlyList<SourceMention> Find(string text, SourceSyntax syntax, NameMap map)
    {
        if (!map.MayOccurIn(text)) return [];
        var found = syntax switch
        {
            { IsSql: true } => InSql(text, map, isText: false, 0),
            { IsText: true } => InLines(text, syntax, map),
            _ => SourceLexer.Strings(text, syntax).SelectMany(piece => InString(text, piece, map)),
        };
        var lines = new LineStarts(text);
        return
        [
            .. found.Select(mention => new SourceMention(lines.LineOf(mention.At), mention.Schema, mention.Name)).Distinct()
                .OrderBy(m => m.Line).ThenBy(m => m.Schema, StringComparer.Ordinal).ThenBy(m => m.Name, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<Mention> InString(string text, SourceText piece, NameMap map) =>
        map.RenamesSchema(piece.Text) && SchemaOption.Ends(text.AsSpan(0, piece.Start))
            ? [new Mention(piece.Start, piece.Text, null)]
            : InSql(piece.Text, map, isText: false, 0).Select(mention => mention with { At = piece.ToSource(mention.At) });

    // Each line for itself, so that an apostrophe in one hides nothing in the next.
    private static IEnumerable<Mention> InLines(string text, SourceSyntax syntax, NameMap map)
    {
        foreach (var (open, close) in syntax.BlockComments)
        {
            for (var at = 0; (at = text.IndexOf(open, at, StringComparison.Ordinal)) >= 0;)
            {
                var end = text.IndexOf(close, at, StringComparison.Ordinal) is var i and >= 0 ? i : text.Length;
                text = string.Concat(text.AsSpan(0, at), string.Concat(text[at..end].Select(c => c == '\n' ? c : ' ')), text.AsSpan(end));
                at = end;
            }
        }

        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is var i and >= 0 ? i : text.Length;
            var line = text[start..end];
            foreach (var comment in syntax.LineComments)
            {
                var at = line.IndexOf(comment, StringComparison.Ordinal);
                while (at > 0 && !char.IsWhiteSpace(line[at - 1])) at = line.IndexOf(comment, at + 1, StringComparison.Ordinal);
                if (at >= 0) line = line[..at];
            }

            var offset = start;
            foreach (var mention in InSql(line, map, isText: true, 0)) yield return mention with { At = mention.At + offset };
            start = end + 1;
        }
    }

    private static IEnumerable<Mention> InSql(string sql, NameMap map, bool isText, int level)
    {
        if (level > MostLevels || !map.MayOccurIn(sql)) yield break;
        var tokens = SqlLexer.Tokenize(sql);
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            // Literals hold names, too; and in a piece of a statement quotes may open where others closed.
            if (Inside(sql, token, isText) is var (text, toSource))
            {
                foreach (var mention in InSql(text, map, isText, level + 1)) yield return mention with { At = toSource(mention.At) };
            }
            else if (token.IsIdentifier && IsFirst(sql, tokens, i) && i + 2 < tokens.Count && IsDot(sql, tokens[i + 1]) && IsLast(sql, tokens, i + 2)
                && Known(sql, token, tokens[i + 2], map) is var (schema, name))
            {
                yield return new Mention(token.Start, schema, name);
            }
        }
    }

    private static (string Text, Func<int, int> ToSource)? Inside(string sql, SqlToken token, bool isText)
    {
        if (token.IsText)
        {
            var literal = Literal.Read(sql, token);
            return (literal.Value, literal.ToSource);
        }

        var span = token.In(sql);
        // --table is an option of a program where SQL would have a comment.
        var skipped = token.Kind switch
        {
            SqlTokenKind.LineComment when isText && span.Length > 2 && !char.IsWhiteSpace(span[2]) => 2,
            SqlTokenKind.QuotedIdentifier when span.IndexOfAny(' ', '\n') >= 0 || span.Length == 1 || span[^1] != '"' || isText && span.Contains('.') && span.Length > 3 => 1,
            _ => 0,
        };
        return skipped == 0 ? null : (sql.Substring(token.Start + skipped, token.Length - skipped), at => at + token.Start + skipped);
    }

    private static bool IsFirst(string sql, IReadOnlyList<SqlToken> tokens, int i)
    {
        if (i == 0) return true;
        var start = tokens[i].Start;
        // A variable, a path, an address, a longer chain, or the end of a longer word.
        return sql[start - 1] is not ('.' or '$' or '@' or '/' or '\\' or '#') && !(sql[start - 1] == '-' && start > 1 && SqlLexer.IsIdentifierPart(sql[start - 2]));
    }

    private static bool IsDot(string sql, SqlToken token) => token.In(sql) is "." or "\".\"";

    private static bool IsLast(string sql, IReadOnlyList<SqlToken> tokens, int i)
    {
        var end = tokens[i].End;
        var rest = sql.AsSpan(end);
        // The name goes on in a placeholder, or is the beginning of an address.
        if (rest.StartsWith("{") || rest.StartsWith("#{") || rest.StartsWith("%s") || rest.StartsWith("%d") || rest.StartsWith("@")) return false;
        var parts = 2;
        for (var at = i; at + 2 < tokens.Count && IsDot(sql, tokens[at + 1]) && tokens[at + 2].IsIdentifier; at += 2) parts++;
        return parts <= LongestChain;
    }

    private static (string Schema, string Name)? Known(string sql, SqlToken first, SqlToken second, NameMap map)
    {
        if (!second.IsIdentifier || Identifier.Read(sql, first) is not { } schema || Identifier.Read(sql, second) is not { } name) return null;
        if (map.Renames(schema, name)) return (schema, name);
        // Quotes that stand on the wrong side, as in `public"."Users`, leave the names bare.
        var (bareSchema, bareName) = (first.In(sql).Trim('"').ToString(), second.In(sql).Trim('"').ToString());
        return sql[first.End] == '"' && map.Renames(bareSchema, bareName) ? (bareSchema, bareName) : null;
    }

    private sealed record Mention(int At, string Schema, string? Name);

    private sealed class LineStarts
    {
        private readonly List<int> _starts = [0];

        public LineStarts(string text)
        {
            for (var i = text.IndexOf('\n', 0); i >= 0; i = text.IndexOf('\n', i + 1)) _starts.Add(i + 1);
        }

        public int LineOf(int at) => _starts.BinarySearch(at) is var i && i >= 0 ? i + 1 : ~i;
    }
}
