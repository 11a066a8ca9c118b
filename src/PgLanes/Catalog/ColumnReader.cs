using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class ColumnReader
{
    public static KindReader Kind { get; } = new("columns.sql", [.. TableReader.Signs, "relation v", "relation m", "type c"], row => new ColumnModel
    {
        Id = row.Id(CatalogOid.Relation),
        Schema = row.Text("schema"),
        Table = row.Text("table_name"),
        Name = row.Text("name"),
        Position = row.Number("position"),
        Type = row.Text("type"),
        Collation = row.TextOrNull("collation"),
        NotNull = row.Flag("not_null"),
        Default = row.TextOrNull("default_expression"),
        DefaultId = new ObjectId(CatalogOid.Default, row.Oid("default_oid")),
        Generated = row.LetterOrNull("generated"),
        Identity = row.LetterOrNull("identity"),
        Storage = row.TextOrNull("storage"),
        Compression = row.TextOrNull("compression"),
        Statistics = row.NumberOrNull("statistics"),
        Options = row.Texts("options"),
        ForeignOptions = row.Texts("foreign_options"),
        IsLocal = row.Flag("is_local"),
        IsInherited = row.Flag("is_inherited"),
    });
}
