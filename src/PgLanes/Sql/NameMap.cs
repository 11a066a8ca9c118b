using System.Buffers;

namespace PgLanes.Sql;

/// <summary>Which schema of the template becomes which schema of a lane, and which objects move with it. Immutable.</summary>
internal sealed class NameMap
{
    private readonly Dictionary<string, string> _schemas;
    private readonly HashSet<(string Schema, string Name)> _objects;
    private readonly HashSet<string> _extensionSchemas;
    private readonly SearchValues<string>? _needles;

    /// <param name="schemas">Source schema to lane schema.</param>
    /// <param name="objects">What exists in the template and is no extension's: relations, routines, types, operators, collations.</param>
    /// <param name="extensionSchemas">Source schemas in which an extension's objects live.</param>
    public NameMap(
        IReadOnlyDictionary<string, string> schemas,
        IReadOnlySet<(string Schema, string Name)> objects,
        IReadOnlySet<string> extensionSchemas)
    {
        _schemas = schemas.Where(pair => pair.Key != pair.Value).ToDictionary(StringComparer.Ordinal);
        _objects = [.. objects.Where(pair => _schemas.ContainsKey(pair.Schema))];
        _extensionSchemas = [.. extensionSchemas];
        if (_schemas.Count > 0)
            _needles = SearchValues.Create([.. _schemas.Keys.Select(Needle), "U&"], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Renames nothing.</summary>
    public static NameMap Empty { get; } =
        new(new Dictionary<string, string>(), new HashSet<(string Schema, string Name)>(), new HashSet<string>());

    /// <summary>Returns the lane's schema, or <paramref name="name"/> itself where the map has none.</summary>
    public string Schema(string name) => _schemas.GetValueOrDefault(name, name);

    /// <summary>True if the schema has another name in the lane.</summary>
    public bool RenamesSchema(string name) => _schemas.ContainsKey(name);

    /// <summary>True if <paramref name="schema"/>.<paramref name="name"/> is an object of the template that has another schema in the lane.</summary>
    public bool Renames(string schema, string name) => _objects.Contains((schema, name));

    /// <summary>True if the name of an object that is renamed begins with <paramref name="prefix"/>. Linear in the number of objects.</summary>
    public bool RenamesAnyWithPrefix(string schema, string prefix) =>
        _objects.Any(pair => pair.Schema == schema && pair.Name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>True if an extension's objects live in the source schema, so that a search path must keep it behind the lane's.</summary>
    public bool HoldsExtensions(string schema) => _extensionSchemas.Contains(schema);

    /// <summary>The source schemas that are renamed.</summary>
    public IReadOnlyCollection<string> Schemas => _schemas.Keys;

    /// <summary>False if nothing in <paramref name="text"/> can need renaming. One vectorised search; true promises nothing.</summary>
    public bool MayOccurIn(string text) => MayOccurIn(text.AsSpan());

    /// <inheritdoc cref="MayOccurIn(string)"/>
    public bool MayOccurIn(ReadOnlySpan<char> text) => _needles is not null && text.ContainsAny(_needles);

    /// <summary>Returns the map from the lane back to the template.</summary>
    public NameMap Reverse() =>
        new(
            _schemas.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal),
            _objects.Select(pair => (Schema(pair.Schema), pair.Name)).ToHashSet(),
            _extensionSchemas.Select(Schema).ToHashSet());

    /// <summary>The longest part of a schema's name that quoting cannot change.</summary>
    private static string Needle(string schema) =>
        schema.Split('"', '\'', '\\').MaxBy(part => part.Length) ?? schema;
}
