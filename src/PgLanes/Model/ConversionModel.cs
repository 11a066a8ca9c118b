namespace PgLanes.Model;

/// <summary>A conversion between encodings.</summary>
internal sealed record ConversionModel : CatalogObject
{
    public override string Label => $"conversion {Name}";

    public required string Source { get; init; }

    public required string Target { get; init; }

    /// <summary>The function, as SQL.</summary>
    public required string Function { get; init; }

    public required bool IsDefault { get; init; }
}
