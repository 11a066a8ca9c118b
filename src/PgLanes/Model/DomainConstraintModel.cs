namespace PgLanes.Model;

/// <summary>A check of a domain or, since PostgreSQL 17, its not-null constraint, which has a name there.</summary>
internal sealed record DomainConstraintModel : CatalogObject
{
    public override string Label => $"constraint {Name} on domain {Domain}";

    public override bool IsNamedBySchema => false;

    public required string Domain { get; init; }

    public required ObjectId DomainId { get; init; }

    /// <summary><c>c</c> check, <c>n</c> not null.</summary>
    public required char Kind { get; init; }

    public required string Definition { get; init; }

    public required bool IsValidated { get; init; }

    public bool IsNotNull => Kind == 'n';

    public override CatalogObject PlacedLike(CatalogObject other) =>
        this with { Id = other.Id, DomainId = other is DomainConstraintModel constraint ? constraint.DomainId : DomainId };
}
