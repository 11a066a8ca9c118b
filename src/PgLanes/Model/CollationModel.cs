namespace PgLanes.Model;

internal sealed record CollationModel : CatalogObject
{
    public override string Label => $"collation {Name}";

    /// <summary><c>c</c> libc, <c>i</c> ICU, <c>b</c> builtin.</summary>
    public required char Provider { get; init; }

    public required bool IsDeterministic { get; init; }

    /// <summary>LC_COLLATE and LC_CTYPE of libc; null for the other providers.</summary>
    public required string? Collate { get; init; }

    public required string? CharacterType { get; init; }

    /// <summary>The locale of the providers that have one for both; null for libc.</summary>
    public required string? Locale { get; init; }

    public required string? Rules { get; init; }
}
