using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

/// <summary>Finds what the current role may not do for other roles, so that a lane has other owners and privileges than its template.</summary>
internal static class RoleHazards
{
    public const string Owner = "owner";
    public const string Grant = "grant";

    public static IEnumerable<Hazard> Find(DatabaseModel template) =>
    [
        .. template.Of<OwnerModel>().Where(owner => !owner.CanSet).Select(owner => new Hazard(
            Owner,
            Name(owner),
            $"{Name(owner)} belongs to role {owner.Owner}, to which the current role may not give the lane's copy; it stays the current role's own. " +
            $"Make the current role a member of {owner.Owner}, let {owner.Owner} create in the schema, or make the lanes as a superuser.")),
        .. template.Of<GrantModel>().SelectMany(grant => grant.Withheld, (grant, privilege) => new Hazard(
            Grant,
            Name(grant),
            $"{privilege.Name} on {Name(grant)} was granted by role {privilege.Grantor}, for which the current role may not act; " +
            $"the lane's copy goes without. Make the current role a member of {privilege.Grantor}, or make the lanes as a superuser.")),
        .. template.Of<DefaultPrivilegeModel>().Where(privileges => !privileges.CanSet).Select(privileges => new Hazard(
            Grant,
            $"schema {Identifier.QuoteIfNeeded(privileges.Schema)}",
            $"The {privileges.Label} in schema {Identifier.QuoteIfNeeded(privileges.Schema)} are another role's, for which the current role may not " +
            $"act; the lane goes without. Make the current role a member of {privileges.Name}, or make the lanes as a superuser.")),
    ];

    private static string Name(SubjectModel subject)
    {
        var schema = Identifier.QuoteIfNeeded(subject.Schema);
        if (subject.Type == "SCHEMA") return $"schema {schema}";
        var name = subject.Type == "OPERATOR" ? subject.Name : Identifier.QuoteIfNeeded(subject.Name);
        var member = subject.Member is { } column ? $"column {Identifier.QuoteIfNeeded(column)} of " : "";
        return $"{member}{subject.Type.ToLowerInvariant()} {schema}.{name}{subject.Signature}";
    }
}
