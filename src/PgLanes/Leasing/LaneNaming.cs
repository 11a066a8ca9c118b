using System.Text;
using PgLanes.Sql;

namespace PgLanes.Leasing;

/// <summary>The names of lanes. Pure.</summary>
internal static class LaneNaming
{
    /// <summary>What every mark begins with.</summary>
    public const string MarkStart = "Made by PgLanes: lane ";

    // NAMEDATALEN - 1: PostgreSQL would cut a longer name without an error.
    private const int MaxBytes = 63;

    /// <summary>Returns the lane's name: its first schema, or its database.</summary>
    public static string Name(LanePoolOptions options, int number) => options.NameFormat.Replace("{0}", $"{number}", StringComparison.Ordinal);

    /// <summary>Returns the lane's schemas, one for each source schema, in their order. In a database of its own they keep their names.</summary>
    public static IReadOnlyList<string> Schemas(LanePoolOptions options, int number)
    {
        if (options.Kind == LaneKind.Database) return options.Schemas;
        var first = Name(options, number);
        return [first, .. options.Schemas.Skip(1).Select(schema => $"{first}_{schema}")];
    }

    /// <summary>Returns what the comment on each schema of a lane ends with, or on its database: only what says so is ever dropped. What stands
    /// before it is a copy of the template's comment.</summary>
    public static string Mark(string database, LanePoolOptions options, int number) => $"{Beginning(options, number)}{database}{Ending(options)}";

    /// <summary>Whether <paramref name="mark"/> is one of lane <paramref name="number"/>. Its database may be called otherwise by now.</summary>
    public static bool IsMark(string mark, LanePoolOptions options, int number) =>
        mark.StartsWith(Beginning(options, number), StringComparison.Ordinal) && mark.EndsWith(Ending(options), StringComparison.Ordinal);

    /// <exception cref="ArgumentException">The names cannot be used.</exception>
    public static void Check(LanePoolOptions options)
    {
        if (options.NameFormat.Split("{0}").Length != 2)
            throw new ArgumentException($"NameFormat is \"{options.NameFormat}\"; it must contain {{0}}, the lane's number, once.");
        CheckLength(options.Schema, "The tool's schema");
        if (Identifier.QuoteIfNeeded(options.Schema) != options.Schema || options.Schemas.Contains(options.Schema))
        {
            throw new ArgumentException(
                $"The tool's schema \"{options.Schema}\" must be a name that SQL takes unquoted, and not that of a template's schema.");
        }

        var names = Enumerable.Range(1, options.MaxLanes)
            .SelectMany(number => options.Kind == LaneKind.Database ? [Name(options, number)] : Schemas(options, number)).ToList();
        foreach (var name in names)
        {
            CheckLength(name, "The lane name");
            if (name == options.Schema || options.Schemas.Contains(name))
                throw new ArgumentException($"The lane name \"{name}\" is taken by the template or the tool's schema; choose another name format.");
            if (name.StartsWith("pg_", StringComparison.Ordinal))
                throw new ArgumentException($"The lane name \"{name}\" begins with pg_, which PostgreSQL keeps for itself; choose another name format.");
        }

        if (names.GroupBy(name => name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"The name format \"{options.NameFormat}\" gives two lane schemas the name \"{twice.Key}\"; choose another.");
    }

    private static string Beginning(LanePoolOptions options, int number) =>
        $"{MarkStart}{number} of template \"{string.Join(", ", options.Schemas)}\" in database \"";

    private static string Ending(LanePoolOptions options) => $"\", registered in \"{options.Schema}\".";

    private static void CheckLength(string name, string what)
    {
        if (Encoding.UTF8.GetByteCount(name) > MaxBytes)
        {
            throw new ArgumentException(
                $"{what} \"{name}\" has {Encoding.UTF8.GetByteCount(name)} bytes, and PostgreSQL keeps only {MaxBytes}; choose a shorter one.");
        }
    }
}
