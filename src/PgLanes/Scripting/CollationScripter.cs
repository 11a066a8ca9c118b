using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class CollationScripter
{
    public static KindScripter Kind { get; } = new KindScripter<CollationModel>(
        (collation, _) => collation,
        (collation, _) =>
        [
            Statement.Create(collation, $"CREATE COLLATION {Identifier.Quote(collation.Schema, collation.Name)} ({string.Join(", ", Clauses(collation))})"),
        ]);

    private static IEnumerable<string> Clauses(CollationModel collation)
    {
        yield return $"PROVIDER = {collation.Provider switch { 'i' => "icu", 'b' => "builtin", _ => "libc" }}";
        if (collation.Locale is { } locale) yield return $"LOCALE = {Literal.Quote(locale)}";
        if (collation.Collate is { } collate) yield return $"LC_COLLATE = {Literal.Quote(collate)}";
        if (collation.CharacterType is { } type) yield return $"LC_CTYPE = {Literal.Quote(type)}";
        if (!collation.IsDeterministic) yield return "DETERMINISTIC = false";
        if (collation.Rules is { } rules) yield return $"RULES = {Literal.Quote(rules)}";
    }
}
