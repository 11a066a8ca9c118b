namespace PgLanes.Model;

/// <summary>The owner of an object that does not belong to the current role, whose objects a lane's are by themselves.</summary>
internal sealed record OwnerModel : SubjectModel
{
    public override string Label => $"owner of {Subject}";

    public required string Owner { get; init; }

    /// <summary>Whether the current role may make the lane's object that owner's.</summary>
    public required bool CanSet { get; init; }

    public override bool IsCloned => CanSet;

    public override CatalogObject PlacedLike(CatalogObject other) =>
        this with { Id = other.Id, CanSet = other is OwnerModel owner ? owner.CanSet : CanSet };
}
