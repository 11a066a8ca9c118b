namespace PgLanes;

/// <summary>How far a lane is.</summary>
public enum LaneState
{
    /// <summary>Complete and proved.</summary>
    Ready,

    /// <summary>Being made, or left so by a process that ended; then whoever leases it next makes it anew.</summary>
    Building,

    /// <summary>A reset failed half way, so nobody may use it; the next lease makes it anew.</summary>
    Quarantined,
}
