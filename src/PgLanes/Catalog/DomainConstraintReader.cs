using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class DomainConstraintReader
{
    public static KindReader Kind { get; } = new("domain_constraints.sql", ["type d"], row => new DomainConstraintModel
    {
        Id = row.Id(CatalogOid.Constraint),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        Domain = row.Text("domain_name"),
        DomainId = new ObjectId(CatalogOid.Type, row.Oid("domain_oid")),
        Kind = row.Letter("kind"),
        Definition = row.Text("definition"),
        IsValidated = row.Flag("is_validated"),
    });
}
