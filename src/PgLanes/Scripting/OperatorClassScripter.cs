using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class OperatorClassScripter
{
    public static KindScripter Kind { get; } = new KindScripter<OperatorClassModel>(
        (item, names) => item with
        {
            Type = SqlRewriter.Rename(item.Type, names),
            Family = SqlRewriter.Rename(item.Family, names),
            Storage = SqlRewriter.Rename(item.Storage, names),
            Members = item.Members.Select(member => SqlRewriter.Rename(member, names)),
        },
        (item, _) => [Create(item)]);

    private static Statement Create(OperatorClassModel item)
    {
        // The grammar asks for one item; the storage, which always has a value, changes nothing where it is the type itself.
        var members = item.Storage is null && item.Members.Count > 0 ? item.Members : item.Members.Prepend($"STORAGE {item.Storage ?? item.Type}");
        return Statement.Create(
            item,
            $"CREATE OPERATOR CLASS {Identifier.Quote(item.Schema, item.Name)}{(item.IsDefault ? " DEFAULT" : "")} FOR TYPE {item.Type} " +
            $"USING {Identifier.Quote(item.Method)} FAMILY {item.Family} AS\n    {string.Join(",\n    ", members)}");
    }
}
