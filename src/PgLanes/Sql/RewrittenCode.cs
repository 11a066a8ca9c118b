namespace PgLanes.Sql;

/// <summary>Something in code that names the template's schema in a way that cannot be translated for certain.</summary>
/// <param name="Code">One of <see cref="SchemaLiteral"/>, <see cref="DynamicSql"/>, <see cref="ForeignLanguage"/>.</param>
/// <param name="Excerpt">The line of code, trimmed, at most 120 characters.</param>
/// <param name="Line">Its number in the body, from 1, counted as PL/pgSQL's error messages do.</param>
internal sealed record RewriteNote(string Code, string Excerpt, int Line)
{
    /// <summary>The schema's name as a plain value; unchanged.</summary>
    public const string SchemaLiteral = "schema-literal";

    /// <summary>Text that names the schema and may be a statement put together at run time; renamed where it could only mean an
    /// object of the template, else unchanged.</summary>
    public const string DynamicSql = "dynamic-sql";

    /// <summary>A body in a language that is not SQL names an object of the template; unchanged.</summary>
    public const string ForeignLanguage = "foreign-language";
}

/// <summary>Code for a lane, and what in it a person should know of. <paramref name="Text"/> is the very instance that was given
/// where nothing had to change.</summary>
internal sealed record RewrittenCode(string Text, IReadOnlyList<RewriteNote> Notes);
