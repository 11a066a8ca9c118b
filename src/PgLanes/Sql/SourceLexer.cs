namespace PgLanes.Sql;

/// <summary>Takes the strings out of a program, decoded and without its comments. Knows of each language only what is needed for that;
/// never throws: what is unterminated ends with its line or with the text. Linear in the text's length.</summary>
internal sealed class SourceLexer
{
    private static readonly string[] _beforeRegex = ["return", "typeof", "case", "in", "of", "throw", "else", "do", "when", "if", "unless", "and", "or", "not", "while"];

    private readonly string _text;
    private readonly SourceSyntax _syntax;
    private readonly List<SourceText> _strings = [];
    private readonly Queue<string> _heredocs = new();
    private int _brackets;

    // What stood before, to tell a division from a regular expression, and an argument from a documentation.
    private char _last;
    private string _lastWord = "";

    private SourceLexer(string text, SourceSyntax syntax) => (_text, _syntax) = (text, syntax);

    public static IReadOnlyList<SourceText> Strings(string text, SourceSyntax syntax)
    {
        var lexer = new SourceLexer(text, syntax);
        lexer.Code(syntax.IsEmbedded ? lexer.BehindNext("<?", 0) : 0, inHole: false);
        return lexer._strings;
    }

    /// <summary>Reads code until the text ends, or the curly bracket that closes a hole in a string.</summary>
    private int Code(int i, bool inHole)
    {
        var depth = 0;
        while (i < _text.Length)
        {
            var c = _text[i];
            if (inHole && c == '}' && depth-- == 0) return i + 1;
            if (inHole && c == '{') depth++;
            if (c == '\n' && _heredocs.Count > 0) i = Heredocs(i + 1);
            else if (BehindComment(i) is var comment && comment > i) i = comment;
            else if (_syntax.IsEmbedded && At(i, "?>")) i = BehindNext("<?", i);
            else if (Special(i) is var special && special > i) i = Remember('"', special);
            else if (StringAt(i) is { } form) i = Remember('"', ReadString(i, i + form.Open.Length, form));
            else if (SqlLexer.IsIdentifierStart(c)) i = Word(i);
            else i = Other(i, c);
        }

        return i;
    }

    private int Other(int i, char c)
    {
        if (char.IsWhiteSpace(c)) return i + 1;
        _brackets = Math.Max(0, _brackets + (c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0));
        return Remember(c, i + 1);
    }

    private int Remember(char c, int next)
    {
        (_last, _lastWord) = (c, "");
        return next;
    }

    private int Word(int i)
    {
        var end = i;
        while (end < _text.Length && (SqlLexer.IsIdentifierPart(_text[end]) && _text[end] != '$')) end++;
        end = Math.Max(end, i + 1);
        (_last, _lastWord) = ('a', _text[i..end]);
        return end;
    }

    private int BehindComment(int i)
    {
        foreach (var open in _syntax.LineComments)
            // In PHP, #[ begins an attribute.
            if (At(i, open) && !(_syntax.IsEmbedded && At(i, "#["))) return EndOfLine(i);
        foreach (var (open, close) in _syntax.BlockComments)
            // What must begin a line may begin the first.
            if (At(i, open) || (i == 0 && open[0] == '\n' && At(0, open[1..]))) return BehindNext(close, i + open.Length - 1);
        return i;
    }

    private int Special(int i) => _text[i] switch
    {
        '\'' when _syntax.HasCharacters => Character(i),
        '?' when _syntax.HasSigils && i + 1 < _text.Length && _text[i + 1] is '"' or '\'' && !char.IsLetterOrDigit(_last) => i + 2,
        '"' or '$' when _syntax.HasQuoteRuns => QuoteRun(i),
        'r' or 'b' when _syntax.HasHashRuns => HashRun(i),
        '/' when _syntax.HasRegex && MayBeRegex() => Regex(i),
        '<' when _syntax.HasHeredoc => BeginHeredoc(i),
        '%' or '~' when _syntax.HasSigils => Sigil(i),
        _ => i,
    };

    // 'a' and '\n' are characters; in Rust, 'a alone is the name of a lifetime.
    private int Character(int i) =>
        At(i + 1, "\\") && _text.AsSpan(i + 2).IndexOf('\'') is >= 0 and < 10 and var length ? i + 2 + (_text[i + 2] == '\'' ? 1 : length) + 1
        : i + 2 < _text.Length && _text[i + 2] == '\'' ? i + 3
        : i + 1;

    private int QuoteRun(int i)
    {
        var start = Skip(i, '$');
        var quotes = Skip(start, '"') - start;
        if (quotes < 3) return i;
        return ReadString(i, start + quotes, new SourceString("", new string('"', quotes), SourceEscape.None, IsMultiLine: true, start > i ? new string('{', start - i) : null));
    }

    private int HashRun(int i)
    {
        var start = At(i, "br") ? i + 2 : At(i, "r") ? i + 1 : i;
        var open = Skip(start, '#');
        return start > i && At(open, "\"")
            ? ReadString(i, open + 1, new SourceString("", "\"" + new string('#', open - start), SourceEscape.None, IsMultiLine: true))
            : i;
    }

    private bool MayBeRegex() => _lastWord.Length > 0 ? _beforeRegex.Contains(_lastWord) : _last is not (')' or ']' or '}' or '"' or '<') && !char.IsDigit(_last);

    private int Regex(int i)
    {
        var inClass = false;
        for (var end = i + 1; end < _text.Length && _text[end] is not ('\n' or '\r'); end++)
        {
            if (_text[end] == '\\') end++;
            else if (_text[end] == '[') inClass = true;
            else if (_text[end] == ']') inClass = false;
            else if (_text[end] == '/' && !inClass) return end + 1;
        }

        return i;
    }

    private int BeginHeredoc(int i)
    {
        var isPhp = _syntax.IsEmbedded;
        if (!At(i, isPhp ? "<<<" : "<<")) return i;
        var start = i + (isPhp ? 3 : At(i + 2, "~") || At(i + 2, "-") ? 3 : 2);
        if (isPhp) start = Skip(start, ' ');
        var quoted = start < _text.Length && _text[start] is '"' or '\'' or '`';
        var name = quoted ? start + 1 : start;
        var end = name;
        while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] == '_')) end++;
        // `list << VALUE` appends; a name that begins lines of text follows at once, and alone is in capitals.
        if (end == name || (start == i + 2 && !quoted && !char.IsAsciiLetterUpper(_text[name])) || char.IsAsciiDigit(_text[name])) return i;
        _heredocs.Enqueue(_text[name..end]);
        return quoted ? end + 1 : end;
    }

    private int Heredocs(int i)
    {
        while (_heredocs.TryDequeue(out var name))
        {
            var lines = new SourceText(i);
            while (i < _text.Length)
            {
                var end = EndOfLine(i);
                var line = _text.AsSpan(i, end - i).Trim();
                // In PHP, more may follow behind the name.
                var isEnd = line.StartsWith(name) && (line.Length == name.Length || (_syntax.IsEmbedded && !char.IsLetterOrDigit(line[name.Length])));
                if (isEnd)
                {
                    i = i + _text.AsSpan(i).IndexOf(name) + name.Length;
                    break;
                }

                for (var at = i; at < Math.Min(end + 1, _text.Length); at++) AddHole(lines, at);
                i = Math.Min(end + 1, _text.Length);
            }

            _strings.Add(lines);
        }

        return i;
    }

    // Inside lines of text, code in a hole stays where it is: it is short, and no name.
    private void AddHole(SourceText lines, int at) => lines.Add(_text[at], at);

    private int Sigil(int i)
    {
        var at = i + 1;
        while (at < _text.Length && char.IsAsciiLetter(_text[at])) at++;
        if (at >= _text.Length || (_text[i] == '~' && at == i + 1) || (_text[i] == '%' && (at > i + 2 || char.IsLetterOrDigit(_last) || _last is ')' or ']'))) return i;
        if (At(at, "\"\"\"")) return ReadString(i, at + 3, new SourceString("", "\"\"\"", SourceEscape.None, IsMultiLine: true, "#{"));
        var close = _text[at] switch { '(' => ")", '[' => "]", '{' => "}", '<' => ">", '|' => "|", '!' => "!", '/' => "/", '"' => "\"", '\'' => "'", _ => null };
        // %{…} is a map in Elixir; a string in Ruby has no more than one letter there.
        if (close is null || (_text[i] == '%' && at == i + 1 && _text[at] is not '(')) return i;
        return ReadString(i, at + 1, new SourceString("", close, SourceEscape.Backslash, IsMultiLine: true, "#{"));
    }

    private SourceString? StringAt(int i)
    {
        foreach (var form in _syntax.Strings)
            if (_text.AsSpan(i).StartsWith(form.Open, StringComparison.OrdinalIgnoreCase)) return form;
        return null;
    }

    private int ReadString(int start, int i, SourceString form)
    {
        var isDocumentation = _syntax.HasDocStrings && form is { IsMultiLine: true } && IsStatement(start);
        var value = new SourceText(start);
        while (i < _text.Length)
        {
            var c = _text[i];
            if (form.Escape == SourceEscape.Backslash && c == '\\')
            {
                i = value.AddEscape(_text, i);
            }
            else if (At(i, form.Close))
            {
                i += form.Close.Length;
                if (form.Escape != SourceEscape.Doubled || !At(i, form.Close)) break;
                value.Add(form.Close, i);
                i += form.Close.Length;
            }
            else if (c == '\n' && !form.IsMultiLine)
            {
                break;
            }
            else if (form.Hole is { } hole && At(i, hole) && !(hole == "{" && At(i, "{{")))
            {
                // A name next to it goes on in it.
                value.Add("{}", i);
                i = Code(i + hole.Length - (hole[^1] == '$' ? 1 : 0), inHole: true);
            }
            else
            {
                if (form.Hole == "{" && At(i, "{{")) i++;
                value.Add(c, i);
                i++;
            }
        }

        if (!isDocumentation) _strings.Add(value);
        return i;
    }

    /// <summary>Whether nothing stands before it in its line that it could be given to.</summary>
    private bool IsStatement(int i)
    {
        if (_lastWord is "doc" or "moduledoc" or "typedoc") return true;
        var before = _text.AsSpan(0, i);
        var line = before[(before.LastIndexOf('\n') + 1)..];
        return _brackets == 0 && line.Trim().Length == 0 && _last is not ('=' or ',' or '+' or '\\' or '>');
    }

    private bool At(int i, string part) => i <= _text.Length && _text.AsSpan(i).StartsWith(part);

    private int Skip(int i, char c)
    {
        while (i < _text.Length && _text[i] == c) i++;
        return i;
    }

    private int EndOfLine(int i) => _text.IndexOf('\n', i) is var end and >= 0 ? end : _text.Length;

    private int BehindNext(string part, int i) => _text.IndexOf(part, Math.Min(i, _text.Length), StringComparison.Ordinal) is var at and >= 0 ? at + part.Length : _text.Length;
}
