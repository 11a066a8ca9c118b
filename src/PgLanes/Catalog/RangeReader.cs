using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class RangeReader
{
    public static KindReader Kind { get; } = new("ranges.sql", ["type r"], row => new RangeModel
    {
        Id = row.Id(CatalogOid.Type),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        Subtype = row.Text("subtype"),
        OperatorClass = row.Text("operator_class"),
        Collation = row.TextOrNull("collation"),
        Canonical = row.TextOrNull("canonical"),
        SubtypeDifference = row.TextOrNull("subtype_difference"),
        MultirangeSchema = row.Text("multirange_schema"),
        MultirangeName = row.Text("multirange_name"),
    });
}
