namespace PgLanes.Model;

/// <summary>A cast. It lives in no schema; here it counts to the one of its types, or else of its function, that was read.</summary>
internal sealed record CastModel : CatalogObject
{
    public override string Label => $"cast ({Source} AS {Target})";

    public override bool IsNamedBySchema => false;

    public override bool IsCloned => !IsShared;

    public required string Source { get; init; }

    public required string Target { get; init; }

    /// <summary>The function with its argument types, as SQL; null for a cast without one.</summary>
    public required string? Function { get; init; }

    /// <summary><c>f</c> function, <c>b</c> binary coercible, <c>i</c> through text.</summary>
    public required char Method { get; init; }

    /// <summary><c>e</c> explicit, <c>a</c> assignment, <c>i</c> implicit.</summary>
    public required char Context { get; init; }

    /// <summary>Whether neither type is the template's own, only the function: the database has room for one such cast.</summary>
    public required bool IsShared { get; init; }
}
