using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class TransformReader
{
    public static KindReader Kind { get; } = new("transforms.sql", ["transform"], row => new TransformModel
    {
        Id = row.Id(CatalogOid.Transform),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        Type = row.Text("type"),
        Language = row.Text("language"),
        FromSql = row.TextOrNull("from_sql"),
        ToSql = row.TextOrNull("to_sql"),
        IsShared = row.Flag("is_shared"),
    });
}
