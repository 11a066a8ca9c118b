using PgLanes.Sql;

namespace PgLanes.Scripting;

/// <summary>Writes options that the server keeps as <c>name=value</c>.</summary>
internal static class StorageOptions
{
    /// <summary>Returns <c>a='1', b='2'</c>, each name behind <paramref name="prefix"/>.</summary>
    public static string List(IEnumerable<string> options, string prefix = "") =>
        string.Join(", ", options.Select(option => Split(option) is var (name, value) ? $"{prefix}{Identifier.QuoteIfNeeded(name)}={Literal.Quote(value)}" : option));

    /// <summary>Returns <c>WITH (a='1', toast.b='2')</c> of a relation, on a line of its own, or nothing.</summary>
    public static string With(IReadOnlyCollection<string> options, IReadOnlyCollection<string>? toastOptions = null) =>
        string.Join(", ", new[] { List(options), List(toastOptions ?? [], "toast.") }.Where(list => list.Length > 0)) is { Length: > 0 } list
            ? $"\nWITH ({list})"
            : "";

    /// <summary>Returns <c>OPTIONS (a '1', b '2')</c> of a foreign table or column, or nothing.</summary>
    public static string Foreign(IReadOnlyCollection<string> options) => options.Count == 0
        ? ""
        : $" OPTIONS ({string.Join(", ", options.Select(Split).Select(o => $"{Identifier.Quote(o.Name)} {Literal.Quote(o.Value)}"))})";

    private static (string Name, string Value) Split(string option)
    {
        var equals = option.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (option, "true") : (option[..equals], option[(equals + 1)..]);
    }
}
