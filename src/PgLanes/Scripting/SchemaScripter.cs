using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class SchemaScripter
{
    public static KindScripter Kind { get; } = new KindScripter<SchemaModel>(
        (schema, names) => schema with { Name = names.Schema(schema.Name) },
        (schema, _) => [Statement.Create(schema, $"CREATE SCHEMA {Identifier.Quote(schema.Name)}")]);
}
