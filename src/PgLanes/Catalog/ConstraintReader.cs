using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class ConstraintReader
{
    public static KindReader Kind { get; } = new("constraints.sql", TableReader.Signs, row => new ConstraintModel
    {
        Id = row.Id(CatalogOid.Constraint),
        Schema = row.Text("schema"),
        Table = row.Text("table_name"),
        Name = row.Text("name"),
        Kind = row.Letter("kind"),
        Definition = row.Text("definition"),
        Column = row.TextOrNull("column_name"),
        IsLocal = row.Flag("is_local"),
        IsInherited = row.Flag("is_inherited"),
        IsDisabled = row.Flag("is_disabled"),
        ParentName = row.TextOrNull("parent_name"),
    });
}
