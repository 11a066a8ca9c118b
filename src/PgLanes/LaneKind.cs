namespace PgLanes;

/// <summary>What a lane is made of.</summary>
public enum LaneKind
{
    /// <summary>A schema beside the template's, in the same database; one for each source schema.</summary>
    Schema,

    /// <summary>A database of its own on the template's server: a copy of the whole database, so that nothing in it is shared. Takes a role that
    /// may make databases and copy the template's (<c>CREATEDB</c>, and its owner or a superuser).</summary>
    Database,
}
