namespace PgLanes.Model;

/// <summary>An operator or function of the template that was added to an operator family outside it. A lane's own is not added there:
/// the family is shared, and a dump leaves such members out, too.</summary>
internal sealed record FamilyMemberModel : CatalogObject
{
    public override string Label => $"member {Id.Oid} of operator family {Family}";

    public override bool IsNamedBySchema => false;

    public override bool IsCloned => false;

    /// <summary>The family, as SQL.</summary>
    public required string Family { get; init; }
}
