namespace PgLanes.Model;

/// <summary>A free-standing composite type; its attributes are <see cref="ColumnModel"/>s whose table is the type.</summary>
internal sealed record CompositeModel : CatalogObject
{
    public override string Label => $"type {Name}";
}
