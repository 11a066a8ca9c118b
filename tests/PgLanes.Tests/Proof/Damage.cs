namespace PgLanes.Tests;

/// <summary>One attribute of one object of a lane, damaged by hand.</summary>
/// <param name="Kind">The kind's word, as in <c>TableModel</c>.</param>
/// <param name="Attribute">The attribute of the model; null where the object itself is gone, or one too many.</param>
/// <param name="Label">The object, as the proof names it.</param>
/// <param name="Sql">The damage, in the lane; null where an earlier one does this, too.</param>
/// <param name="Since">The first version that has the attribute.</param>
internal sealed record Damage(string Kind, string? Attribute, string Label, string? Sql, int Since = 14)
{
    /// <summary>What the proof must say.</summary>
    public string Named => Attribute is null ? Label : $"{Label} ({string.Concat(Attribute.Select(Spelled))})";

    private static string Spelled(char letter, int at) => $"{(char.IsUpper(letter) && at > 0 ? " " : "")}{char.ToLowerInvariant(letter)}";
}
