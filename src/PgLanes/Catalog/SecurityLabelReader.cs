using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class SecurityLabelReader
{
    public static KindReader Kind { get; } = new("security_labels.sql", ["security label"], row => new SecurityLabelModel
    {
        Id = row.Id(row.Oid("classoid")),
        Schema = row.Text("schema"),
        Type = row.Text("type"),
        Name = row.Text("name"),
        Provider = row.Text("provider"),
        Text = row.Text("label"),
    });
}
