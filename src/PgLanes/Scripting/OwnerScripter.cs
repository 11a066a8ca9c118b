using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class OwnerScripter
{
    public static KindScripter Kind { get; } = new KindScripter<OwnerModel>(
        SubjectName.Rename,
        (owner, _) =>
        [
            Statement.For(
                owner.Type == "SCHEMA" ? Phase.SchemaOwner : Phase.Owner, owner, $"ALTER {SubjectName.Of(owner)} OWNER TO {Identifier.Quote(owner.Owner)}"),
        ]);
}
