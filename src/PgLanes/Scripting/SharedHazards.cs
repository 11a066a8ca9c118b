using PgLanes.Model;

namespace PgLanes.Scripting;

/// <summary>Finds what the template put where the database has room for only one, so that lanes share it or go without. Pure.</summary>
internal static class SharedHazards
{
    public static IEnumerable<Hazard> Find(DatabaseModel template) =>
    [
        .. template.Of<CastModel>().Where(cast => cast.IsShared).Select(cast => new Hazard(
            "shared-cast",
            cast.Label,
            $"The {cast.Label} is between types that are not the template's own, so the database has room for only one, which all lanes use, " +
            $"and it calls the template's function {cast.Function}. Use a type of the template, or see to it that the function reads no table.")),
        .. template.Of<TransformModel>().Where(transform => transform.IsShared).Select(transform => new Hazard(
            "shared-transform",
            transform.Label,
            $"The {transform.Label} is for a type that is not the template's own, so the database has room for only one, which all lanes use, " +
            "and it calls a function of the template. See to it that the function reads no table.")),
        .. template.Of<FamilyMemberModel>().Select(member => new Hazard(
            "family-member",
            $"{member.Name} in operator family {member.Family}",
            $"The {member.Name} was added to operator family {member.Family}, which is not the template's own; the lane's copy is not added, so its " +
            "queries may be planned in another way. Make an operator family in the template's schema.")),
    ];
}
