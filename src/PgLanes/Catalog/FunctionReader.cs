using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class FunctionReader
{
    public static KindReader Kind { get; } = new("functions.sql", ["routine f", "routine w", "routine p"], row => new FunctionModel
    {
        Id = row.Id(CatalogOid.Routine),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        Arguments = row.Text("arguments"),
        IsProcedure = row.Flag("is_procedure"),
        Language = row.Text("language"),
        Definition = row.Text("definition"),
    });
}
