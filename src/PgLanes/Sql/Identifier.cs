namespace PgLanes.Sql;

/// <summary>The one place that quotes identifiers.</summary>
internal static class Identifier
{
    /// <summary>Returns <paramref name="name"/> in double quotes, its own double quotes doubled.
    /// Always quoted: a reserved word or a capital never surprises.</summary>
    public static string Quote(string name) => string.Concat("\"", name.Replace("\"", "\"\"", StringComparison.Ordinal), "\"");

    /// <summary>Returns the quoted <c>schema.name</c>.</summary>
    public static string Quote(string schema, string name) => string.Concat(Quote(schema), ".", Quote(name));
}
