using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class OperatorScripter
{
    public static KindScripter Kind { get; } = new KindScripter<OperatorModel>(
        (item, names) => item with
        {
            Left = SqlRewriter.Rename(item.Left, names),
            Right = SqlRewriter.Rename(item.Right, names),
            Function = SqlRewriter.Rename(item.Function, names),
            Commutator = SqlRewriter.Rename(item.Commutator, names),
            Negator = SqlRewriter.Rename(item.Negator, names),
            Restrict = SqlRewriter.Rename(item.Restrict, names),
            Join = SqlRewriter.Rename(item.Join, names),
        },
        (item, _) => [Statement.Create(item, $"CREATE OPERATOR {Identifier.Quote(item.Schema)}.{item.Name} ({string.Join(", ", Clauses(item))})")]);

    // A commutator or negator that does not exist yet is announced by naming it, so any order will do.
    private static IEnumerable<string> Clauses(OperatorModel item)
    {
        yield return $"FUNCTION = {item.Function}";
        if (item.Left is { } left) yield return $"LEFTARG = {left}";
        yield return $"RIGHTARG = {item.Right}";
        if (item.Commutator is { } commutator) yield return $"COMMUTATOR = OPERATOR({Qualified(item, commutator)})";
        if (item.Negator is { } negator) yield return $"NEGATOR = OPERATOR({Qualified(item, negator)})";
        if (item.Restrict is { } restrict) yield return $"RESTRICT = {restrict}";
        if (item.Join is { } join) yield return $"JOIN = {join}";
        if (item.Hashes) yield return "HASHES";
        if (item.Merges) yield return "MERGES";
    }

    // No operator has a dot in its name. Without a schema the server would announce it wherever the search path begins.
    private static string Qualified(OperatorModel item, string other) =>
        other.Contains('.', StringComparison.Ordinal) ? other : $"{Identifier.Quote(item.Schema)}.{other}";
}
