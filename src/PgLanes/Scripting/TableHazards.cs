using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

/// <summary>Finds what a lane's tables cannot have as the template's have it. Pure.</summary>
internal static class TableHazards
{
    public static IEnumerable<Hazard> Find(DatabaseModel template) =>
    [
        .. template.Of<IndexModel>().Where(index => index.IsRemnant).Select(index => new Hazard(
            "invalid-index",
            Name("index", index),
            $"The {Name("index", index)} on {Identifier.QuoteIfNeeded(index.Table)} is invalid, as a failed CREATE INDEX CONCURRENTLY leaves it; " +
            "the lane goes without. Drop it, or build it anew with REINDEX.")),
        .. template.Of<ConstraintModel>().Where(constraint => constraint.IsDisabled).Select(constraint => new Hazard(
            "disabled-key",
            $"{constraint.Label} in schema {Identifier.QuoteIfNeeded(constraint.Schema)}",
            $"The {constraint.Label} in schema {Identifier.QuoteIfNeeded(constraint.Schema)} is a foreign key whose own triggers were disabled, so that the " +
            "template does not check it; the lane does. Enable them with ALTER TABLE … ENABLE TRIGGER ALL, or drop the constraint.")),
        .. InheritanceOrder.Find(template.Objects).Select(table => new Hazard(
            "inherited-columns",
            Name("table", table),
            $"The {Name("table", table)} inherits columns in an order, or with defaults, that INHERITS cannot repeat. The lane's copy has them in that order, but as its " +
            "own: dropping a column or check of the parent leaves it there. Nothing else differs.")),
        .. template.Of<TableModel>().SelectMany(table => Strangers(table, template)),
    ];

    /// <summary>Throws where a partitioned table and a partition of it are not both in the template: the lane could not have both.</summary>
    /// <exception cref="TemplateException">A partition lies across the border.</exception>
    public static void RefuseBrokenPartitions(DatabaseModel template)
    {
        foreach (var table in template.Of<TableModel>())
        {
            if (table.IsPartition && !template.Schemas.Contains(table.Parents[0].Schema))
                throw Broken(table, $"is a partition of {Name(table.Parents[0])}", table.Parents[0].Schema);
            if (table.IsPartitioned && table.OutsideChildren.Count > 0)
                throw Broken(table, $"has the partition {table.OutsideChildren[0]}", schema: null);
        }
    }

    private static IEnumerable<Hazard> Strangers(TableModel table, DatabaseModel template) =>
    [
        .. table.Parents.Where(parent => !template.Schemas.Contains(parent.Schema)).Select(parent => new Hazard(
            "outside-parent",
            Name("table", table),
            $"The {Name("table", table)} inherits from {Name(parent)}, which is not in the template's schemas; the lane's copy inherits from it, too, so that a " +
            $"query of {Name(parent)} sees the rows of every lane. Add the schema {Identifier.QuoteIfNeeded(parent.Schema)} to the template's.")),
        .. table.OutsideChildren.AsEnumerable().Where(_ => !table.IsPartitioned).Select(child => new Hazard(
            "outside-child",
            Name("table", table),
            $"From the {Name("table", table)} inherits {child}, which is not in the template's schemas; the lane's copy is without it, so that a query of the " +
            "table sees no rows of it. Add its schema to the template's.")),
    ];

    private static TemplateException Broken(TableModel table, string what, string? schema) => new(
        $"The template cannot be cloned: {Name("table", table)} {what}, which is not in the template's schemas, and a lane cannot have one without " +
        $"the other. Add {(schema is null ? "its schema" : $"the schema {Identifier.QuoteIfNeeded(schema)}")} to the template's schemas, or detach the partition.")
    {
        ObjectName = Name("table", table),
    };

    private static string Name(string kind, CatalogObject item) => $"{kind} {Name(new RelationName(item.Schema, item.Name))}";

    private static string Name(RelationName relation) => $"{Identifier.QuoteIfNeeded(relation.Schema)}.{Identifier.QuoteIfNeeded(relation.Name)}";
}
