using System.Diagnostics.CodeAnalysis;

namespace PgLanes.Sql;

/// <summary>Moves the names in SQL from the template's schemas to a lane's. Renames <c>schema.object</c> only where the map
/// knows that object; everything else in the text stays byte for byte. Linear in the text's length, except that a name which may
/// be a column of an alias called like the schema costs a look back at its statement; a text that cannot name a schema costs one
/// search and is returned as the same instance. Never throws on malformed SQL.</summary>
internal static class SqlRewriter
{
    /// <summary>Renames in a statement or expression that the server printed. String literals are data, except where they are
    /// cast to a type such as regclass or are the argument of a function such as nextval.</summary>
    [return: NotNullIfNotNull(nameof(sql))]
    public static string? Rename(string? sql, NameMap map) =>
        sql is not null && map.MayOccurIn(sql) ? Finish(sql, new RewritePass(sql, map, RewriteScope.Names)).Text : sql;

    /// <summary>Renames in what a program sends to a lane: also schemas, settings of the search path, code in it, and objects that it creates,
    /// unless their schema holds those of an extension. Other literals are data.</summary>
    public static string RenameStatement(string sql, NameMap map) =>
        map.MayOccurIn(sql) ? Finish(sql, new RewritePass(sql, map, RewriteScope.Statement)).Text : sql;

    /// <summary>Does what <see cref="Rename"/> does, and notes each literal that names a schema: the query of a view that compares
    /// with a schema's name, or hands SQL to a function. The text is the one of <see cref="Rename"/>.</summary>
    public static RewrittenCode RenameAndNote(string sql, NameMap map) =>
        map.MayOccurIn(sql)
            ? Finish(sql, new RewritePass(sql, map, RewriteScope.Names).NotingLiteralsFrom(0))
            : new RewrittenCode(sql, []);

    /// <summary>Renames in what <c>pg_get_functiondef</c> printed: the header, <c>SET search_path</c>, and the body where
    /// <paramref name="language"/> is sql or plpgsql. Another language's body is unchanged; a note says where it names an object.</summary>
    public static RewrittenCode RenameFunction(string definition, string language, NameMap map)
    {
        if (!map.MayOccurIn(definition))
            return new RewrittenCode(definition, []);
        var pass = new RewritePass(definition, map, RewriteScope.SearchPath);
        var lines = new LineCounter(definition, 0);
        pass.NotingLiteralsFrom(FunctionBody.FindStandardBody(pass.Tokens));
        if (FunctionBody.FindLiteral(pass.Tokens) is { } token)
        {
            var literal = Literal.Read(definition, token);
            lines = new LineCounter(definition, literal.ToSource(0));
            if (IsSql(language))
                pass.Absorb(literal, new RewritePass(literal.Value, map, RewriteScope.Body).Run());
            else if (FunctionBody.IsSource(language))
                pass.NoteAt(literal, SchemaMentions.Find(literal.Value, map), RewriteNote.ForeignLanguage);
        }

        return Finish(definition, pass, lines);
    }

    /// <summary>Renames in the text of a function's body, its literals included where they are SQL or a name. What is left
    /// untranslated, or was translated by its place alone, is in the notes.</summary>
    public static RewrittenCode RenameBody(string body, string language, NameMap map)
    {
        if (!map.MayOccurIn(body))
            return new RewrittenCode(body, []);
        if (IsSql(language))
            return Finish(body, new RewritePass(body, map, RewriteScope.Body));
        var lines = new LineCounter(body, 0);
        return new RewrittenCode(
            body,
            FunctionBody.IsSource(language)
                ? [.. SchemaMentions.Find(body, map).Order().Select(at => lines.Note(RewriteNote.ForeignLanguage, at))]
                : []);
    }

    private static bool IsSql(string language) =>
        language.Equals("sql", StringComparison.OrdinalIgnoreCase) || language.Equals("plpgsql", StringComparison.OrdinalIgnoreCase);

    private static RewrittenCode Finish(string text, RewritePass pass, LineCounter? lines = null)
    {
        pass.Run();
        lines ??= new LineCounter(text, 0);
        var notes = pass.Notes.OrderBy(note => note.Position).Select(note => lines.Note(note.Code, note.Position)).Distinct();
        return new RewrittenCode(TextEdit.Apply(text, pass.Edits), [.. notes]);
    }
}
