using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class CastReader
{
    public static KindReader Kind { get; } = new("casts.sql", ["cast"], row => new CastModel
    {
        Id = row.Id(CatalogOid.Cast),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        Source = row.Text("source"),
        Target = row.Text("target"),
        Function = row.TextOrNull("function"),
        Method = row.Letter("method"),
        Context = row.Letter("context"),
        IsShared = row.Flag("is_shared"),
    });
}
