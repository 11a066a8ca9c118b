namespace PgLanes.Model;

internal sealed record EnumModel : CatalogObject
{
    public override string Label => $"type {Name}";

    /// <summary>The labels in their sort order, which is not that of their creation where one was added between two others.</summary>
    public required ModelList<string> Labels { get; init; }
}
