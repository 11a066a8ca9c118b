using System.Runtime.InteropServices;

namespace PgLanes.Model;

/// <summary>The template, or a lane, as the server describes it: every object of every kind, in one fixed order.</summary>
internal sealed class DatabaseModel
{
    private readonly ILookup<Type, CatalogObject> _byKind;

    public DatabaseModel(
        string database,
        IReadOnlyList<string> schemas,
        IReadOnlyList<string> extensionSchemas,
        IReadOnlyList<CatalogObject> objects,
        IReadOnlyList<Dependency> dependencies,
        IReadOnlySet<(string Schema, string Name)> extensionObjects)
    {
        Database = database;
        Schemas = schemas;
        ExtensionSchemas = extensionSchemas;
        Objects = objects;
        ExtensionObjects = extensionObjects;
        Edges = dependencies;
        Dependencies = dependencies.ToLookup(d => d.Dependent, d => d.Referenced);
        _byKind = objects.ToLookup(o => o.GetType());
    }

    public string Database { get; }

    /// <summary>The schemas that were read, in the order of the search path.</summary>
    public IReadOnlyList<string> Schemas { get; }

    /// <summary>The schemas that hold an extension, by name; where they are not among <see cref="Schemas"/>, they follow them on
    /// the search path.</summary>
    public IReadOnlyList<string> ExtensionSchemas { get; }

    /// <summary>The search path under which names mean these objects.</summary>
    public IReadOnlyList<string> SearchPath => [.. Schemas.Union(ExtensionSchemas)];

    public IReadOnlyList<CatalogObject> Objects { get; }

    /// <summary>What extensions put into <see cref="Schemas"/>; never cloned and never renamed.</summary>
    public IReadOnlySet<(string Schema, string Name)> ExtensionObjects { get; }

    /// <summary>Which object cannot exist without which, each pair once.</summary>
    public IReadOnlyList<Dependency> Edges { get; }

    /// <summary>For an object, those it cannot exist without.</summary>
    public ILookup<ObjectId, ObjectId> Dependencies { get; }

    public IEnumerable<T> Of<T>()
        where T : CatalogObject => _byKind[typeof(T)].Cast<T>();

    /// <summary>Returns the same database with other objects: the template under a lane's names.</summary>
    public DatabaseModel With(IReadOnlyList<string> schemas, IReadOnlyList<CatalogObject> objects) =>
        new(Database, schemas, ExtensionSchemas, objects, Edges, ExtensionObjects);
}

/// <summary>One edge of the server's dependency graph among the objects that were read.</summary>
/// <param name="Dependent">The object that needs the other.</param>
/// <param name="Referenced">What it needs.</param>
/// <param name="IsOutward">Whether it needs it for what others see of it, such as the types of a routine's arguments, and not only for its inside.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Dependency(ObjectId Dependent, ObjectId Referenced, bool IsOutward);
