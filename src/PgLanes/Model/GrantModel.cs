namespace PgLanes.Model;

/// <summary>The privileges on an object, a schema or a column where they are not those that a new one gets.</summary>
internal sealed record GrantModel : SubjectModel
{
    public override string Label => $"privileges on {Subject}";

    /// <summary>What the lane must have, in the server's order.</summary>
    public required ModelList<Privilege> Privileges { get; init; }

    /// <summary>What an object has that the current role has just made and, where it may, given to its owner.</summary>
    public required ModelList<Privilege> Initial { get; init; }

    /// <summary>What a role granted for which the current role may not act.</summary>
    public required ModelList<Privilege> Withheld { get; init; }

    /// <summary>The role that owns the lane's object.</summary>
    public required string Owner { get; init; }

    public override bool IsCloned => !Privileges.Equals(Initial);

    public override CatalogObject PlacedLike(CatalogObject other) => other is GrantModel grant
        ? this with { Id = other.Id, Initial = grant.Initial, Withheld = grant.Withheld, Owner = grant.Owner }
        : this;
}
