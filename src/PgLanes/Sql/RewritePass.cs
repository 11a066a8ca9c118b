namespace PgLanes.Sql;

/// <summary>How much of a text a pass may take for code.</summary>
internal enum RewriteScope
{
    /// <summary>Qualified names, and literals that PostgreSQL itself reads as names.</summary>
    Names,

    /// <summary>Also <c>SET search_path</c>: the header of a function.</summary>
    SearchPath,

    /// <summary>Also schemas, objects that the template does not have yet, and the bodies of functions and blocks: a statement that a program sends.
    /// Its other literals are data.</summary>
    Statement,

    /// <summary>Also the literals: the body of a function.</summary>
    Body,

    /// <summary>Also names that are completed at run time: a literal that is SQL.</summary>
    Dynamic,
}

/// <summary>One walk over one text, which collects what to replace and what to note. Texts inside its literals are walked by
/// passes of their own, whose findings it absorbs.</summary>
internal sealed class RewritePass(string text, NameMap map, RewriteScope scope)
{
    // Literals in literals double their quotes at each level; no code that a person wrote comes near this.
    private const int DeepestLiteral = 16;

    private readonly int _depth;
    private readonly bool _isContinued;

    // What a person wrote keeps its quotes; what PostgreSQL deparses has them only where they are needed.
    private readonly bool _keepsQuotes = scope >= RewriteScope.Statement;
    private readonly HashSet<string> _ambiguousOutside = [];
    private HashSet<string>? _ambiguous;
    private HashSet<string>? _ambiguousInLiterals;
    private int _body;
    private bool _notesLiterals;

    private RewritePass(string text, NameMap map, RewriteScope scope, RewritePass outer, bool isContinued)
        : this(text, map, scope)
    {
        _depth = outer._depth + 1;
        _isContinued = isContinued;
        _keepsQuotes = outer._keepsQuotes;
        _ambiguousOutside = outer._ambiguousInLiterals ?? [];
    }

    public TokenText Tokens { get; } = new(text);

    public List<TextEdit> Edits { get; } = [];

    public List<(string Code, int Position)> Notes { get; } = [];

    /// <summary>Says where a function's header ends. A header has no columns, so every name in it is an object's; from there on,
    /// literals that name a schema are noted even where the scope leaves them unchanged.</summary>
    public RewritePass NotingLiteralsFrom(int body)
    {
        (_body, _notesLiterals) = (body, true);
        return this;
    }

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
            if (scope >= RewriteScope.Statement && SearchPath.FollowsSchema(Tokens, i))
                RenameSchema(i);
            return;
        }

        if (Tokens.Name(i) is not { } schema || !map.RenamesSchema(schema))
            return;
        var name = Tokens.Name(i + 2) ?? (Tokens.Has(i + 2) && Tokens[i + 2].Kind == SqlTokenKind.Operator ? Tokens.Source(i + 2) : null);
        var isObject = name is not null && map.Renames(schema, name);
        if (!isObject && scope == RewriteScope.Statement)
        {
            if (!map.HoldsExtensions(schema) && NamePosition.MeansNewObject(Tokens, i))
                RenameSchema(i);
            return;
        }

        if (!isObject && !(scope == RewriteScope.Dynamic && PartialName.IsAt(Tokens, i, schema, map, _isContinued)))
            return;
        // A text of names alone, such as a type or a function, begins with no column.
        var isFirst = i == 0 && scope == RewriteScope.Names;
        if (i >= _body && !isFirst && IsAmbiguous(schema) && !NamePosition.MeansObject(Tokens, i))
            return;
        RenameSchema(i);
        if (!isObject)
            Notes.Add((RewriteNote.DynamicSql, Tokens[i].Start));
    }

    private void RenameSchema(int i)
    {
        if (Tokens.Name(i) is not { } schema || !map.RenamesSchema(schema))
            return;
        var isQuoted = _keepsQuotes && i >= _body && text[Tokens[i].Start] == '"';
        Edits.Add(new TextEdit(
            Tokens[i].Start, Tokens[i].End, isQuoted ? Identifier.Quote(map.Schema(schema)) : Identifier.QuoteIfNeeded(map.Schema(schema))));
    }

    private bool IsAmbiguous(string schema) =>
        _ambiguousOutside.Contains(schema) || (_ambiguous ??= NamePosition.Ambiguous(Tokens, map)).Contains(schema);

    /// <summary>A statement put together from several literals may name its alias in any of them.</summary>
    private HashSet<string> FindAmbiguousInLiterals()
    {
        var found = new HashSet<string>(_ambiguousOutside, StringComparer.Ordinal);
        for (var i = 0; i < Tokens.Count; i++)
        {
            if (Tokens[i].IsText && map.MayOccurIn(Tokens[i].In(text)) && Literal.Read(text, Tokens[i]).Value is var value && !map.RenamesSchema(value))
                found.UnionWith(NamePosition.Ambiguous(new TokenText(value), map));
        }

        return found;
    }

    private void RewriteLiteral(int i)
    {
        var isCode = scope >= RewriteScope.Body;
        var isNoted = _notesLiterals && i >= _body;
        var isName = NameLiteral.IsObjectAt(Tokens, i);
        var isSchema = NameLiteral.IsSchemaAt(Tokens, i);
        var isBody = scope == RewriteScope.Statement && FunctionBody.IsAt(Tokens, i);
        if (!isCode && !isName && !isSchema && !isNoted && !isBody)
            return;
        if (!map.MayOccurIn(Tokens[i].In(text)) || _depth > DeepestLiteral)
            return;
        var literal = Literal.Read(text, Tokens[i]);
        if (isName)
            Absorb(literal, new RewritePass(literal.Value, map, isCode && IsContinued(i) ? RewriteScope.Dynamic : RewriteScope.Names, this, IsContinued(i)).Run());
        else if (isSchema)
            RewriteSchemaLiteral(literal);
        else if (isBody)
            Absorb(literal, new RewritePass(literal.Value, map, RewriteScope.Body).Run());
        else if ((isCode || isNoted) && IsSchema(literal.Value))
            NoteSchema(i);
        else if (isCode)
            RewriteTextLiteral(i, literal);
        else if (isNoted)
            NoteAt(literal, SchemaMentions.Find(literal.Value, map), RewriteNote.DynamicSql);
    }

    // Also as a name in quotes, to be put before a dot at run time.
    private bool IsSchema(string value) =>
        map.RenamesSchema(value)
        || (value.StartsWith('"') && new TokenText(value) is { Count: 1 } tokens && tokens.Name(0) is { } name && map.RenamesSchema(name));

    private void NoteSchema(int i)
    {
        if (!NameLiteral.IsValueAt(Tokens, i)) Notes.Add((RewriteNote.SchemaLiteral, Tokens[i].Start));
    }

    private void RewriteSchemaLiteral(Literal literal)
    {
        var inner = new RewritePass(literal.Value, map, RewriteScope.Names);
        if (inner.Tokens.Count == 1)
            inner.RenameSchema(0);
        Absorb(literal, inner);
    }

    private void RewriteTextLiteral(int i, Literal literal)
    {
        _ambiguousInLiterals ??= FindAmbiguousInLiterals();
        var inner = new RewritePass(literal.Value, map, RewriteScope.Dynamic, this, IsContinued(i));
        var isDirectlyExecuted = Tokens.IsWord(i - 1, "execute") || Tokens.IsWord(i - 1, "do");
        if (isDirectlyExecuted || DynamicText.IsSql(inner.Tokens, map))
            Absorb(literal, inner.Run());
        else if (DynamicText.IsName(inner.Tokens, map))
            Absorb(literal, new RewritePass(literal.Value, map, RewriteScope.Names, this, isContinued: false).Run());
        else if (DynamicText.HasPartialName(inner.Tokens, map))
            Notes.Add((RewriteNote.DynamicSql, Tokens[i].Start));
        else
            NoteAt(literal, SchemaMentions.Find(literal.Value, map), RewriteNote.DynamicSql);
    }

    /// <summary>True if a name at the literal's end may be only the beginning of a name.</summary>
    private bool IsContinued(int i) =>
        Tokens.Is(i + 1, "||")
        && !(Tokens.IsText(i + 2) && Literal.Read(text, Tokens[i + 2]).Value is { Length: > 0 } next && !SqlLexer.IsIdentifierPart(next[0]));
}
