using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class ExtensionDependencyReader
{
    public static KindReader Kind { get; } = new("extension_dependencies.sql", ["extension dependency"], row => new ExtensionDependencyModel
    {
        Id = row.Id(row.Oid("classoid")),
        Schema = row.Text("schema"),
        Type = row.Text("type"),
        Member = row.TextOrNull("member"),
        Name = row.Text("name"),
        Signature = row.Text("signature"),
        Extension = row.Text("extension"),
    });
}
