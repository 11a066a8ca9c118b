namespace PgLanes.Model;

/// <summary>How a procedural language takes and gives values of a type. It has no schema of its own, and is listed with the template's
/// schema that its type or its function lives in.</summary>
internal sealed record TransformModel : CatalogObject
{
    public override string Label => $"transform for {Name}";

    public override bool IsNamedBySchema => false;

    public override bool IsCloned => !IsShared;

    public required string Type { get; init; }

    public required string Language { get; init; }

    public required string? FromSql { get; init; }

    public required string? ToSql { get; init; }

    /// <summary>Whether the type lies outside the template: the database has room for one transform for it, which all lanes use.</summary>
    public required bool IsShared { get; init; }
}
