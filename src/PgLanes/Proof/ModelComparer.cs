using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using PgLanes.Model;

namespace PgLanes.Proof;

/// <summary>Compares the objects of two models, object by object and attribute by attribute. Pure.</summary>
internal static class ModelComparer
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Attributes = new();

    /// <summary>Returns where <paramref name="actual"/> differs from <paramref name="expected"/>, in the order of the expected objects.</summary>
    public static IEnumerable<ModelDifference> Compare(IReadOnlyList<CatalogObject> expected, IReadOnlyList<CatalogObject> actual)
    {
        var left = actual.ToDictionary(Key);
        foreach (var item in expected)
        {
            if (!left.Remove(Key(item), out var other))
                yield return new ModelDifference(item, null, null, "present", "absent");
            else if (item.PlacedLike(other) != other)
                foreach (var difference in Differences(item.PlacedLike(other), other)) yield return difference;
        }

        foreach (var item in left.Values) yield return new ModelDifference(item, item, null, "absent", "present");
    }

    private static (Type Kind, string Schema, string Label) Key(CatalogObject item) => (item.GetType(), item.Schema, item.Label);

    private static IEnumerable<ModelDifference> Differences(CatalogObject expected, CatalogObject actual) =>
        from attribute in Attributes.GetOrAdd(expected.GetType(), Readable)
        let wanted = attribute.GetValue(expected)
        let found = attribute.GetValue(actual)
        where !Equals(wanted, found)
        select wanted is ModelList<Privilege> mine && found is ModelList<Privilege> theirs
            ? new ModelDifference(expected, actual, attribute.Name, Text(mine.Except(theirs)), Text(theirs.Except(mine)))
            : new ModelDifference(expected, actual, attribute.Name, Text(wanted), Text(found));

    private static PropertyInfo[] Readable(Type kind) =>
        [.. kind.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.CanWrite)];

    private static string Text(IEnumerable<Privilege> privileges) => Text(string.Join(", ", privileges.Select(p =>
        $"{p.Name} to {Role(p.Grantee)}{(p.IsGrantable ? " with grant option" : "")}{(p.Grantor == Privilege.Owner ? "" : $" by {p.Grantor}")}")));

    private static string Role(string role) => role switch { Privilege.Public => "public", Privilege.Owner => "the owner", _ => role };

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : "none";
}

/// <summary>One difference, still with the objects it is about.</summary>
/// <param name="Expected">The object of the template under the lane's name, or the stray object itself.</param>
/// <param name="Actual">The lane's object; null where it is missing.</param>
/// <param name="Attribute">The attribute that differs; null where an object is missing or too many.</param>
/// <param name="ExpectedText">The attribute's expected value as text.</param>
/// <param name="ActualText">The attribute's actual value as text.</param>
internal sealed record ModelDifference(CatalogObject Expected, CatalogObject? Actual, string? Attribute, string ExpectedText, string ActualText)
{
    public LaneDifference ToLaneDifference() => new(
        $"{Expected.Schema}: {Expected.Label}{(Attribute is null ? "" : $" ({Words(Attribute)})")}", ExpectedText, ActualText);

    private static string Words(string attribute) =>
        string.Concat(attribute.Select((c, i) => char.IsUpper(c) && i > 0 ? $" {char.ToLowerInvariant(c)}" : char.ToLowerInvariant(c).ToString()));
}
