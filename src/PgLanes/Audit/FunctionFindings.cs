using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Audit;

/// <summary>Finds what the template's functions do that reaches through the whole database: advisory locks, notifications, large objects. Pure.</summary>
internal static class FunctionFindings
{
    private const int MostLevels = 4;

    private static readonly string[] _beforeStatement = ["begin", "then", "else", "loop"];

    public static IEnumerable<Finding> Find(DatabaseModel template) =>
        from function in template.Of<FunctionModel>()
        from use in Uses(function.Definition, 0).DistinctBy(use => (use.Code, use.Word))
        select new Finding(Describe(function, use), Gravity.Breaks, Gravity.Note);

    private static Hazard Describe(FunctionModel function, Use use)
    {
        var name = $"{(function.IsProcedure ? "procedure" : "function")} {Identifier.QuoteIfNeeded(function.Schema)}.{Identifier.QuoteIfNeeded(function.Name)}({function.Arguments})";
        return new Hazard(use.Code, name, $"The {name} uses {use.Word}: " + use.Code switch
        {
            "advisory-lock" => "lanes in one database share advisory locks, so that tests of two lanes wait for each other. Put current_schema() into the key, or use lanes of kind database.",
            "notify" => "lanes in one database share channels, so that a test hears the notifications of other lanes. Put current_schema() into the channel's name, or use lanes of kind database.",
            _ => "large objects have no schema, so that lanes in one database share them. Store the bytes in a column, or use lanes of kind database.",
        });
    }

    private static IEnumerable<Use> Uses(string code, int level)
    {
        var tokens = new TokenText(code);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens.IsText(i) && level < MostLevels)
            {
                // A body, or a statement that is put together at run time.
                foreach (var use in Uses(Literal.Read(code, tokens[i]).Value, level + 1)) yield return use;
            }
            else if (tokens.Name(i) is { } word && (tokens.Is(i + 1, "(") ? CodeOfFunction(word) : CodeOfStatement(tokens, i)) is { } found && IsOfServer(tokens, i))
            {
                yield return new Use(found, tokens.Is(i + 1, "(") ? word : word.ToUpperInvariant());
            }
        }
    }

    private static string? CodeOfFunction(string name) =>
        name.StartsWith("pg_advisory_", StringComparison.Ordinal) || name.StartsWith("pg_try_advisory_", StringComparison.Ordinal) ? "advisory-lock"
        : name == "pg_notify" ? "notify"
        : name.StartsWith("lo_", StringComparison.Ordinal) && name is "lo_create" or "lo_creat" or "lo_from_bytea" or "lo_get" or "lo_import" or "lo_open" or "lo_put" or "lo_unlink" ? "large-object"
        : null;

    private static string? CodeOfStatement(TokenText tokens, int i) =>
        (tokens.IsWord(i, "notify") || tokens.IsWord(i, "listen")) && (tokens.IsIdentifier(i + 1) || tokens.Is(i + 1, "%"))
        && (i == 0 || tokens.Is(i - 1, ";") || _beforeStatement.Any(word => tokens.IsWord(i - 1, word)))
            ? "notify"
            : null;

    private static bool IsOfServer(TokenText tokens, int i) => !tokens.Is(i - 1, ".") || tokens.Name(i - 2) == "pg_catalog";

    private sealed record Use(string Code, string Word);
}
