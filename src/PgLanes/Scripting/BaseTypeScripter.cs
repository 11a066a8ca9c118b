using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class BaseTypeScripter
{
    public static KindScripter Kind { get; } = new KindScripter<BaseTypeModel>(
        (type, names) => type with
        {
            Input = SqlRewriter.Rename(type.Input, names),
            Output = SqlRewriter.Rename(type.Output, names),
            Receive = SqlRewriter.Rename(type.Receive, names),
            Send = SqlRewriter.Rename(type.Send, names),
            ModifierInput = SqlRewriter.Rename(type.ModifierInput, names),
            ModifierOutput = SqlRewriter.Rename(type.ModifierOutput, names),
            Analyze = SqlRewriter.Rename(type.Analyze, names),
            Subscript = SqlRewriter.Rename(type.Subscript, names),
            Element = SqlRewriter.Rename(type.Element, names),
        },
        Script);

    private static IEnumerable<Statement> Script(BaseTypeModel type, ScriptContext context)
    {
        var create = $"CREATE TYPE {Identifier.Quote(type.Schema, type.Name)}";
        if (!type.IsDefined)
        {
            yield return Statement.Create(type, create);
            yield break;
        }

        // Its functions take and return the type, so it must be announced before they exist.
        yield return Statement.For(Phase.Structure, type, create) with { Announces = type.Id };
        yield return Statement.Create(type, $"{create} (\n    {string.Join(",\n    ", Clauses(type))})");
    }

    private static IEnumerable<string> Clauses(BaseTypeModel type)
    {
        (string Name, string? Value)[] clauses =
        [
            ("INPUT", type.Input),
            ("OUTPUT", type.Output),
            ("RECEIVE", type.Receive),
            ("SEND", type.Send),
            ("TYPMOD_IN", type.ModifierInput),
            ("TYPMOD_OUT", type.ModifierOutput),
            ("ANALYZE", type.Analyze),
            ("SUBSCRIPT", type.Subscript),
            ("INTERNALLENGTH", type.Length == -1 ? "VARIABLE" : $"{type.Length}"),
            ("ALIGNMENT", type.Alignment switch { 'c' => "char", 's' => "int2", 'd' => "double", _ => "int4" }),
            ("STORAGE", type.Storage switch { 'e' => "external", 'm' => "main", 'x' => "extended", _ => "plain" }),
            ("CATEGORY", Literal.Quote($"{type.Category}")),
            ("DEFAULT", type.Default is { } initial ? Literal.Quote(initial) : null),
            ("ELEMENT", type.Element),
            ("DELIMITER", Literal.Quote($"{type.Delimiter}")),
        ];
        foreach (var (name, value) in clauses.Where(clause => clause.Value is not null)) yield return $"{name} = {value}";
        if (type.IsByValue) yield return "PASSEDBYVALUE";
        if (type.IsPreferred) yield return "PREFERRED = true";
        if (type.IsCollatable) yield return "COLLATABLE = true";
    }
}
