namespace PgLanes.Model;

/// <summary>What a security module, such as one for SELinux or for anonymous data, noted of an object.</summary>
internal sealed record SecurityLabelModel : CatalogObject
{
    public override string Label => $"security label of {Provider} on {Type}{(IsOnSchema ? "" : $" {Name}")}";

    public override bool IsNamedBySchema => false;

    /// <summary>The kind of the object, in SQL's words; <see cref="CatalogObject.Name"/> is its name as SQL.</summary>
    public required string Type { get; init; }

    public required string Provider { get; init; }

    public required string Text { get; init; }

    public bool IsOnSchema => Type == "schema";
}
