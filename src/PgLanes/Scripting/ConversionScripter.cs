using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class ConversionScripter
{
    public static KindScripter Kind { get; } = new KindScripter<ConversionModel>(
        (conversion, names) => conversion with { Function = SqlRewriter.Rename(conversion.Function, names) },
        (conversion, _) =>
        [
            Statement.Create(
                conversion,
                $"CREATE {(conversion.IsDefault ? "DEFAULT " : "")}CONVERSION {Identifier.Quote(conversion.Schema, conversion.Name)} " +
                $"FOR {Literal.Quote(conversion.Source)} TO {Literal.Quote(conversion.Target)} FROM {conversion.Function}"),
        ]);
}
