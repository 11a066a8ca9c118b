namespace PgLanes;

/// <summary>What a lane is made of.</summary>
public enum LaneKind
{
    /// <summary>A schema beside the template's, in the same database; one for each source schema.</summary>
    Schema,
}
