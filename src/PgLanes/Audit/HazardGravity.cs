namespace PgLanes.Audit;

/// <summary>Weighs the hazards that every pool tells. Pure.</summary>
internal static class HazardGravity
{
    // Statements that reach, or may reach, from one lane into the template or into others.
    private static readonly string[] _breaking = ["dynamic-sql", "foreign-language", "outside-parent"];

    // The lane differs, but no test sees it, or only its plans do.
    private static readonly string[] _harmless = ["inherited-columns", "family-member", "invalid-index"];

    public static Finding Weigh(Hazard hazard) => new(
        hazard, _breaking.Contains(hazard.Code) ? Gravity.Breaks : _harmless.Contains(hazard.Code) ? Gravity.Note : Gravity.Watch, Gravity.Note);
}
