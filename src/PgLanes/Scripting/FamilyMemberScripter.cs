using PgLanes.Model;

namespace PgLanes.Scripting;

internal static class FamilyMemberScripter
{
    /// <summary>Nothing is made: the family lies outside the template.</summary>
    public static KindScripter Kind { get; } = new KindScripter<FamilyMemberModel>((member, _) => member, (_, _) => []);
}
