using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class EnumScripter
{
    public static KindScripter Kind { get; } = new KindScripter<EnumModel>(
        (type, _) => type,
        (type, _) =>
        [
            Statement.Create(type, $"CREATE TYPE {Identifier.Quote(type.Schema, type.Name)} AS ENUM ({string.Join(", ", type.Labels.AsEnumerable().Select(Literal.Quote))})"),
        ]);
}
