using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class ExtensionDependencyScripter
{
    public static KindScripter Kind { get; } = new KindScripter<ExtensionDependencyModel>(
        SubjectName.Rename,
        (item, _) => [Statement.For(Phase.Comment, item, $"ALTER {SubjectName.Of(item)} DEPENDS ON EXTENSION {Identifier.Quote(item.Extension)}")]);
}
