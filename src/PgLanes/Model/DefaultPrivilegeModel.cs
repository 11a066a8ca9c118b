namespace PgLanes.Model;

/// <summary>What new objects of one type that one role makes in the schema are granted by themselves. The name is the role's.</summary>
internal sealed record DefaultPrivilegeModel : CatalogObject
{
    public override string Label => $"default privileges of role {Name} on {Type.ToLowerInvariant()}";

    public override bool IsNamedBySchema => false;

    /// <summary><c>TABLES</c>, <c>SEQUENCES</c>, <c>ROUTINES</c> or <c>TYPES</c>.</summary>
    public required string Type { get; init; }

    public required ModelList<Privilege> Privileges { get; init; }

    /// <summary>Whether the current role may say so for that role.</summary>
    public required bool CanSet { get; init; }

    public override bool IsCloned => CanSet;

    public override CatalogObject PlacedLike(CatalogObject other) =>
        this with { Id = other.Id, CanSet = other is DefaultPrivilegeModel privileges ? privileges.CanSet : CanSet };
}
