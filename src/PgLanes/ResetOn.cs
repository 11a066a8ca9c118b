namespace PgLanes;

/// <summary>When a lane is reset without being asked.</summary>
[Flags]
public enum ResetOn
{
    /// <summary>Never; call <see cref="Lane.ResetAsync"/>.</summary>
    None = 0,

    /// <summary>Before it is handed out.</summary>
    Lease = 1,

    /// <summary>When it is given back; a lane that could not be reset then is made anew. Alone, this hands out what a process left that was killed: nobody
    /// gave that lane back.</summary>
    Return = 2,
}
