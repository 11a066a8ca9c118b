using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class ConversionReader
{
    public static KindReader Kind { get; } = new("conversions.sql", ["pg_conversion"], row => new ConversionModel
    {
        Id = row.Id(CatalogOid.Conversion),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        Source = row.Text("source"),
        Target = row.Text("target"),
        Function = row.Text("function"),
        IsDefault = row.Flag("is_default"),
    });
}
