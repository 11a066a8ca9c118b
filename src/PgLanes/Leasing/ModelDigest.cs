using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using PgLanes.Model;

namespace PgLanes.Leasing;

/// <summary>Digests a template: two with the same digest make the same lanes. Pure.</summary>
internal static class ModelDigest
{
    // Raised whenever lanes of the same template come out differently than before.
    private const string Format = "1";

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Attributes = new();

    /// <summary>Returns 64 hexadecimal digits for the template's definitions, its rows and positions, and the choice among them.</summary>
    public static string Of(DatabaseModel template, IEnumerable<string> baseline, BaselineData data)
    {
        var text = new StringBuilder();
        Add(text, Format);
        Add(text, data.ToString());
        AddAll(text, template.Schemas);
        AddAll(text, template.ExtensionSchemas);
        AddAll(text, template.ExtensionObjects.Select(o => $"{o.Schema}.{o.Name}").Order(StringComparer.Ordinal));
        foreach (var item in template.Objects)
        {
            Add(text, item.GetType().Name);
            foreach (var attribute in Attributes.GetOrAdd(item.GetType(), Meaningful)) AddValue(text, attribute.GetValue(item));
        }

        AddAll(text, baseline);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    // What no copy can share is no part of the meaning: oids.
    private static PropertyInfo[] Meaningful(Type kind) =>
    [
        .. kind.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(p => p.CanWrite && p.PropertyType != typeof(ObjectId) && p.PropertyType != typeof(ModelList<ObjectId>))
            .OrderBy(p => p.Name, StringComparer.Ordinal),
    ];

    private static void AddValue(StringBuilder text, object? value)
    {
        if (value is IEnumerable list and not string)
            AddAll(text, list.Cast<object?>().Select(item => Convert.ToString(item, CultureInfo.InvariantCulture) ?? ""));
        else if (value is null)
            text.Append("-;");
        else
            Add(text, Convert.ToString(value, CultureInfo.InvariantCulture)!);
    }

    private static void AddAll(StringBuilder text, IEnumerable<string> items)
    {
        var all = items.ToList();
        text.Append(CultureInfo.InvariantCulture, $"[{all.Count}]");
        foreach (var item in all) Add(text, item);
    }

    // The length before the text keeps neighbours apart.
    private static void Add(StringBuilder text, string item) => text.Append(CultureInfo.InvariantCulture, $"{item.Length}:").Append(item).Append(';');
}
