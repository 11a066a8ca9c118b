namespace PgLanes.Sql;

/// <summary>Writes expressions that turn values of a type into text and back by the type's own functions. A cast between the type and text may be one
/// that a user made, and that of a padded text leaves out its blanks; those of the elements of an array do neither. Pure.</summary>
internal static class PrintedValue
{
    /// <summary>Returns the expression of the text of <paramref name="value"/>; null stays apart from all else.</summary>
    public static string Print(string value, string type) => IsArray(type) ? $"{value}::pg_catalog.text" : $"ARRAY[{value}]::pg_catalog.text";

    /// <summary>Returns the expression of the value that <see cref="Print"/> made <paramref name="text"/> of.</summary>
    public static string Read(string text, string type) => IsArray(type) ? $"{text}::{type}" : $"({text}::{type}[])[1]";

    /// <summary>Returns the expression of what the value itself prints as, where <see cref="Print"/> made <paramref name="text"/> of it.</summary>
    public static string Plain(string text, string type) => IsArray(type) ? text : $"({text}::pg_catalog.text[])[1]";

    // An array of arrays would be one of more dimensions.
    private static bool IsArray(string type) => type.EndsWith("[]", StringComparison.Ordinal);
}
