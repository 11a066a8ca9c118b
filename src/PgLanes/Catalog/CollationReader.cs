using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class CollationReader
{
    public static KindReader Kind { get; } = new("collations.sql", ["pg_collation"], row => new CollationModel
    {
        Id = row.Id(CatalogOid.Collation),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        Provider = row.Letter("provider"),
        IsDeterministic = row.Flag("is_deterministic"),
        Collate = row.TextOrNull("lc_collate"),
        CharacterType = row.TextOrNull("lc_ctype"),
        Locale = row.TextOrNull("locale"),
        Rules = row.TextOrNull("rules"),
    });
}
