using System.Runtime.InteropServices;

namespace PgLanes.Sql;

/// <summary>What a <see cref="SqlToken"/> is, as PostgreSQL's own scanner divides SQL.</summary>
internal enum SqlTokenKind
{
    Whitespace,
    LineComment,
    BlockComment,
    Identifier,
    QuotedIdentifier,
    UnicodeIdentifier,
    String,
    EscapeString,
    UnicodeString,
    BitString,
    DollarString,
    Number,
    Parameter,
    Operator,
    Punctuation,
}

/// <summary>A stretch of SQL text. Holds no text itself, so that a token costs no allocation.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SqlToken(SqlTokenKind Kind, int Start, int Length)
{
    public int End => Start + Length;

    /// <summary>True for whitespace and comments, which the server ignores.</summary>
    public bool IsTrivia => Kind <= SqlTokenKind.BlockComment;

    public bool IsIdentifier => Kind is SqlTokenKind.Identifier or SqlTokenKind.QuotedIdentifier or SqlTokenKind.UnicodeIdentifier;

    /// <summary>True for every literal that holds text: not for bit strings.</summary>
    public bool IsText => Kind is SqlTokenKind.String or SqlTokenKind.EscapeString or SqlTokenKind.UnicodeString or SqlTokenKind.DollarString;

    public ReadOnlySpan<char> In(ReadOnlySpan<char> text) => text.Slice(Start, Length);
}
