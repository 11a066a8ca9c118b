using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class CompositeScripter
{
    public static KindScripter Kind { get; } = new KindScripter<CompositeModel>(
        (type, _) => type,
        (type, context) => [Statement.Create(type, $"CREATE TYPE {Identifier.Quote(type.Schema, type.Name)} AS ({Attributes(type, context)})")]);

    private static string Attributes(CompositeModel type, ScriptContext context) => string.Join(", ", context.Columns(type.Schema, type.Name)
        .Select(column => $"{Identifier.Quote(column.Name)} {column.Type}{(column.Collation is { } collation ? $" COLLATE {collation}" : "")}"));
}
