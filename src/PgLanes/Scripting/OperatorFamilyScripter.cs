using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class OperatorFamilyScripter
{
    public static KindScripter Kind { get; } = new KindScripter<OperatorFamilyModel>(
        (family, names) => family with { Members = family.Members.Select(member => SqlRewriter.Rename(member, names)) },
        (family, _) => [Create(family)]);

    private static Statement Create(OperatorFamilyModel family)
    {
        var name = $"{Identifier.Quote(family.Schema, family.Name)} USING {Identifier.Quote(family.Method)}";
        var sql = $"CREATE OPERATOR FAMILY {name}";
        if (family.Members.Count > 0) sql += $";\nALTER OPERATOR FAMILY {name} ADD\n    {string.Join(",\n    ", family.Members)}";
        return Statement.Create(family, sql);
    }
}
