namespace PgLanes.Model;

internal sealed record SchemaModel : CatalogObject
{
    public override string Label => "schema";

    public override bool IsNamedBySchema => false;
}
