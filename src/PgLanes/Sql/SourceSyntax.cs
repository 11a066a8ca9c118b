namespace PgLanes.Sql;

/// <summary>How a string of a programming language spells its text.</summary>
internal enum SourceEscape
{
    /// <summary>Nothing is escaped.</summary>
    None,

    /// <summary>A backslash gives the next character another meaning.</summary>
    Backslash,

    /// <summary>The closing quote is written twice.</summary>
    Doubled,
}

/// <summary>One form of string.</summary>
/// <param name="Open">What begins it, in small letters.</param>
/// <param name="Close">What ends it.</param>
/// <param name="Escape">How it is escaped.</param>
/// <param name="IsMultiLine">Whether it goes on in the next line; otherwise the line's end ends it.</param>
/// <param name="Hole">What begins code inside it, which a curly bracket ends; null where there is none.</param>
internal sealed record SourceString(string Open, string Close, SourceEscape Escape, bool IsMultiLine = false, string? Hole = null);

/// <summary>Where a language has strings and comments: enough to tell SQL in a program from the program.</summary>
internal sealed record SourceSyntax
{
    /// <summary>SQL itself.</summary>
    public static SourceSyntax Sql { get; } = new() { IsSql = true };

    public bool IsSql { get; private init; }

    /// <summary>Whether the file is text in which names stand bare: configuration and shell.</summary>
    public bool IsText { get; private init; }

    public string[] LineComments { get; private init; } = [];

    public (string Open, string Close)[] BlockComments { get; private init; } = [];

    /// <summary>The forms of strings, longer beginnings first.</summary>
    public SourceString[] Strings { get; private init; } = [];

    /// <summary>Whether a slash can begin a regular expression.</summary>
    public bool HasRegex { get; private init; }

    /// <summary>Whether <c>&lt;&lt;~NAME</c> or <c>&lt;&lt;&lt;NAME</c> begins lines of text.</summary>
    public bool HasHeredoc { get; private init; }

    /// <summary>Whether <c>%q(…)</c> and <c>~s(…)</c> are strings.</summary>
    public bool HasSigils { get; private init; }

    /// <summary>Whether <c>'</c> is a character's quote, and begins no string.</summary>
    public bool HasCharacters { get; private init; }

    /// <summary>Whether three or more quotes open a string that as many close.</summary>
    public bool HasQuoteRuns { get; private init; }

    /// <summary>Whether <c>r#"…"#</c> is a string, with as many signs at both ends.</summary>
    public bool HasHashRuns { get; private init; }

    /// <summary>Whether a string that is a statement of its own is documentation.</summary>
    public bool HasDocStrings { get; private init; }

    /// <summary>Whether code stands between <c>&lt;?</c> and <c>?&gt;</c>.</summary>
    public bool IsEmbedded { get; private init; }

    private static readonly (string, string)[] Slashes = [("/*", "*/")];
    private static readonly SourceString Double = new("\"", "\"", SourceEscape.Backslash);
    private static readonly SourceString Single = new("'", "'", SourceEscape.Backslash);
    private static readonly SourceString Block = new("\"\"\"", "\"\"\"", SourceEscape.Backslash, IsMultiLine: true);

    private static readonly SourceSyntax JavaScript = new()
    {
        LineComments = ["//"],
        BlockComments = Slashes,
        HasRegex = true,
        Strings = [new("`", "`", SourceEscape.Backslash, IsMultiLine: true, "${"), Double, Single],
    };

    private static readonly SourceSyntax CSharp = new()
    {
        LineComments = ["//"],
        BlockComments = Slashes,
        HasCharacters = true,
        HasQuoteRuns = true,
        Strings =
        [
            new("$@\"", "\"", SourceEscape.Doubled, IsMultiLine: true, "{"), new("@$\"", "\"", SourceEscape.Doubled, IsMultiLine: true, "{"),
            new("@\"", "\"", SourceEscape.Doubled, IsMultiLine: true), Double with { Open = "$\"", Hole = "{" }, Double,
        ],
    };

    private static readonly SourceSyntax Python = new()
    {
        LineComments = ["#"],
        HasDocStrings = true,
        Strings =
        [
            .. from prefix in (string[])["rb", "br", "rf", "fr", "r", "b", "f", "u", ""]
               from quote in (string[])["\"\"\"", "'''", "\"", "'"]
               select new SourceString(
                   prefix + quote, quote, prefix.Contains('r', StringComparison.Ordinal) ? SourceEscape.None : SourceEscape.Backslash, quote.Length > 1,
                   prefix.Contains('f', StringComparison.Ordinal) ? "{" : null),
        ],
    };

    private static readonly SourceSyntax Ruby = new()
    {
        LineComments = ["#"],
        BlockComments = [("\n=begin", "\n=end")],
        HasRegex = true,
        HasHeredoc = true,
        HasSigils = true,
        Strings =
        [
            Double with { IsMultiLine = true, Hole = "#{" }, Single with { IsMultiLine = true }, new("`", "`", SourceEscape.Backslash, IsMultiLine: true, "#{"),
        ],
    };

    private static readonly SourceSyntax Elixir = new()
    {
        LineComments = ["#"],
        HasSigils = true,
        HasDocStrings = true,
        Strings =
        [
            Block with { Hole = "#{" }, new("'''", "'''", SourceEscape.Backslash, IsMultiLine: true, "#{"),
            Double with { IsMultiLine = true, Hole = "#{" }, Single with { IsMultiLine = true },
        ],
    };

    private static readonly SourceSyntax Php = new()
    {
        LineComments = ["//", "#"],
        BlockComments = Slashes,
        HasHeredoc = true,
        IsEmbedded = true,
        Strings = [Double with { IsMultiLine = true, Hole = "{$" }, Single with { IsMultiLine = true }],
    };

    private static readonly SourceSyntax Go = new()
    {
        LineComments = ["//"],
        BlockComments = Slashes,
        HasCharacters = true,
        Strings = [new("`", "`", SourceEscape.None, IsMultiLine: true), Double],
    };

    private static readonly SourceSyntax Rust = new()
    {
        LineComments = ["//"],
        BlockComments = Slashes,
        HasCharacters = true,
        HasHashRuns = true,
        Strings = [Double with { IsMultiLine = true }],
    };

    private static readonly SourceSyntax Java = new()
    {
        LineComments = ["//"],
        BlockComments = Slashes,
        HasCharacters = true,
        Strings = [Block, Double],
    };

    private static readonly SourceSyntax Kotlin = new()
    {
        LineComments = ["//"],
        BlockComments = Slashes,
        HasCharacters = true,
        Strings = [Block with { Escape = SourceEscape.None, Hole = "${" }, Double with { Hole = "${" }],
    };

    private static readonly SourceSyntax Groovy = new()
    {
        LineComments = ["//"],
        BlockComments = Slashes,
        Strings = [Block with { Hole = "${" }, new("'''", "'''", SourceEscape.Backslash, IsMultiLine: true, "${"), Double with { Hole = "${" }, Single],
    };

    private static readonly SourceSyntax Hashed = new() { IsText = true, LineComments = ["#"] };
    private static readonly SourceSyntax Json = new() { Strings = [Double] };
    private static readonly SourceSyntax Xml = new() { IsText = true, BlockComments = [("<!--", "-->")] };

    private static readonly Dictionary<string, SourceSyntax> _byExtension = new (SourceSyntax Syntax, string Extensions)[]
    {
        (JavaScript, "ts tsx js jsx mjs cjs mts cts vue svelte"), (CSharp, "cs csx cshtml razor"), (Python, "py pyi"), (Ruby, "rb rake ru"), (Elixir, "ex exs"),
        (Php, "php"), (Go, "go"), (Rust, "rs"), (Java, "java"), (Kotlin, "kt kts scala swift"), (Groovy, "groovy gradle dart"), (Sql, "sql psql ddl pgsql"),
        (Hashed, "yml yaml toml env properties ini conf sh bash zsh"), (Json, "json"), (Xml, "xml"),
    }.SelectMany(pair => pair.Extensions.Split(' '), (pair, extension) => (Extension: extension, pair.Syntax)).ToDictionary(p => p.Extension, p => p.Syntax);

    /// <summary>Returns the syntax of a file by its extension, without the dot; null where it is not known.</summary>
    public static SourceSyntax? ForExtension(string extension) => _byExtension.GetValueOrDefault(extension.ToLowerInvariant());
}
