using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class FunctionScripter
{
    public static KindScripter Kind { get; } = new KindScripter<FunctionModel>(
        (function, names) => function with
        {
            Arguments = SqlRewriter.Rename(function.Arguments, names),
            Definition = Move(function, SqlRewriter.RenameFunction(function.Definition, function.Language, names).Text, names),
        },
        (function, _) => [Statement.Create(function, function.Definition) with { Locks = 1, Outline = FunctionOutline.For(function.Definition) }]);

    // An extension's function of the same name keeps the map from renaming it; replacing the template's function must be impossible.
    private static string Move(FunctionModel function, string definition, NameMap names)
    {
        var start = $"CREATE OR REPLACE {(function.IsProcedure ? "PROCEDURE" : "FUNCTION")} ";
        var header = $"{start}{Identifier.QuoteIfNeeded(function.Schema)}.";
        return definition.StartsWith(header, StringComparison.Ordinal)
            ? $"{start}{Identifier.QuoteIfNeeded(names.Schema(function.Schema))}.{definition[header.Length..]}"
            : definition;
    }
}
