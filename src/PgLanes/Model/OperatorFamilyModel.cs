namespace PgLanes.Model;

/// <summary>An operator family, with the operators and functions in it that belong to none of its classes.</summary>
internal sealed record OperatorFamilyModel : CatalogObject
{
    public override string Label => $"operator family {Name} using {Method}";

    public required string Method { get; init; }

    /// <summary>The members, as <c>ALTER OPERATOR FAMILY … ADD</c> takes them.</summary>
    public required ModelList<string> Members { get; init; }
}
