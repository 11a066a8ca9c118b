using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class OperatorReader
{
    public static KindReader Kind { get; } = new("operators.sql", ["pg_operator"], row => new OperatorModel
    {
        Id = row.Id(CatalogOid.Operator),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        Left = row.TextOrNull("left_type"),
        Right = row.Text("right_type"),
        Function = row.Text("function"),
        Commutator = row.TextOrNull("commutator"),
        Negator = row.TextOrNull("negator"),
        Restrict = row.TextOrNull("restrict_function"),
        Join = row.TextOrNull("join_function"),
        Hashes = row.Flag("hashes"),
        Merges = row.Flag("merges"),
    });
}
