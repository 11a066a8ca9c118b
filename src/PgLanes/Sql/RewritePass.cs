namespace PgLanes.Sql;

/// <summary>How much of a text a pass may take for code.</summary>
internal enum RewriteScope
{
    /// <summary>Qualified names, and literals that PostgreSQL itself reads as names.</summary>
    Names,

    /// <summary>Also <c>SET search_path</c>: the header of a function.</summary>
    SearchPath,

    /// <summary>Also the literals: the body of a function.</summary>
    Body,

    /// <summary>Also names that are completed at run time: a literal that is SQL.</summary>
    Dynamic,
}

/// <summary>One walk over one text, which collects what to replace and what to note. Texts inside its literals are walked by
/// passes of their own, whose findings it absorbs.</summary>
internal sealed class RewritePass(string text, NameMap map, RewriteScope scope, int depth = 0)
{
    // Literals in literals double their quotes at each level; no code that a person wrote comes near this.
    private const int DeepestLiteral = 16;

    private HashSet<string>? _ambiguous;
    private int _notedFrom = int.MaxValue;

    public TokenText Tokens { get; } = new(text);

    public List<TextEdit> Edits { get; } = [];

    public List<(string Code, int Position)> Notes { get; } = [];

    /// <summary>Also notes the schema's plain literals from this token on, without changing them.</summary>
    public void NoteLiteralsFrom(int token) => _notedFrom = token;

    public RewritePass Run()
    {
        for (var i = 0; i < Tokens.Count; i++)
        {
            if (scope >= RewriteScope.SearchPath && SearchPath.Rewrite(Tokens, i, map, Edits) is var behind and > 0)
                i = behind - 1;
            else if (Tokens[i].IsIdentifier)
                RewriteName(i);
            else if (Tokens[i].IsText)
                RewriteLiteral(i);
        }

        return this;
    }

    /// <summary>Takes over what <paramref name="inner"/>, a finished pass over the literal's value, found.</summary>
    public void Absorb(Literal literal, RewritePass inner)
    {
        foreach (var edit in inner.Edits)
            Edits.Add(new TextEdit(literal.ToSource(edit.Start), literal.ToSource(edit.End), literal.Encode(edit.Replacement)));
        foreach (var (code, position) in inner.Notes)
            Notes.Add((code, literal.ToSource(position)));
    }

    public void NoteAt(Literal literal, IEnumerable<int> positions, string code)
    {
        foreach (var position in positions)
            Notes.Add((code, literal.ToSource(position)));
    }

    private void RewriteName(int i)
    {
        if (Tokens.Is(i - 1, "."))
            return;
        if (!Tokens.Is(i + 1, "."))
        {
            if (scope >= RewriteScope.Body && SearchPath.FollowsSchema(Tokens, i))
                RenameSchema(i);
            return;
        }

        if (Tokens.Name(i) is not { } schema || !map.RenamesSchema(schema))
            return;
        var name = Tokens.Name(i + 2) ?? (Tokens.Has(i + 2) && Tokens[i + 2].Kind == SqlTokenKind.Operator ? Tokens.Source(i + 2) : null);
        if (name is not null && map.Renames(schema, name))
        {
            if (!IsAmbiguous(schema) || NamePosition.MeansObject(Tokens, i))
                RenameSchema(i);
        }
        else if (scope == RewriteScope.Dynamic && PartialName.IsAt(Tokens, i, schema, map))
        {
            RenameSchema(i);
            Notes.Add((RewriteNote.DynamicSql, Tokens[i].Start));
        }
    }

    private void RenameSchema(int i)
    {
        if (Tokens.Name(i) is { } schema && map.RenamesSchema(schema))
            Edits.Add(new TextEdit(Tokens[i].Start, Tokens[i].End, Identifier.QuoteIfNeeded(map.Schema(schema))));
    }

    private bool IsAmbiguous(string schema) => (_ambiguous ??= NamePosition.Ambiguous(Tokens, map)).Contains(schema);

    private void RewriteLiteral(int i)
    {
        var isCode = scope >= RewriteScope.Body;
        var isName = NameLiteral.IsObjectAt(Tokens, i);
        var isSchema = NameLiteral.IsSchemaAt(Tokens, i);
        if (!isCode && !isName && !isSchema && i < _notedFrom)
            return;
        if (!map.MayOccurIn(Tokens.Source(i)) || depth > DeepestLiteral)
            return;
        var literal = Literal.Read(text, Tokens[i]);
        if (isName)
            Absorb(literal, new RewritePass(literal.Value, map, RewriteScope.Names, depth + 1).Run());
        else if (isSchema)
            RewriteSchemaLiteral(literal);
        else if (map.RenamesSchema(literal.Value))
            Notes.Add((RewriteNote.SchemaLiteral, Tokens[i].Start));
        else if (isCode)
            RewriteTextLiteral(i, literal);
    }

    private void RewriteSchemaLiteral(Literal literal)
    {
        var inner = new RewritePass(literal.Value, map, RewriteScope.Names, depth + 1);
        if (inner.Tokens.Count == 1)
            inner.RenameSchema(0);
        Absorb(literal, inner);
    }

    private void RewriteTextLiteral(int i, Literal literal)
    {
        var inner = new RewritePass(literal.Value, map, RewriteScope.Dynamic, depth + 1);
        var isDirectlyExecuted = Tokens.IsWord(i - 1, "execute") || Tokens.IsWord(i - 1, "do");
        if (isDirectlyExecuted || DynamicText.IsSql(inner.Tokens, map) || DynamicText.IsName(inner.Tokens))
            Absorb(literal, inner.Run());
        else if (DynamicText.HasPartialName(inner.Tokens, map))
            Notes.Add((RewriteNote.DynamicSql, Tokens[i].Start));
        else
            NoteAt(literal, SchemaMentions.Find(literal.Value, map), RewriteNote.DynamicSql);
    }
}
