namespace PgLanes.Cli;

/// <summary>What the tool's exit codes mean; programs rely on them.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int DifferencesFound = 1;

    /// <summary><c>run --fail-on-escape</c> counted some, or could not count.</summary>
    public const int EscapesCounted = 1;

    /// <summary><c>doctor</c> found hazards that the kind of lane that was asked for cannot carry.</summary>
    public const int HazardsFound = 1;
    public const int WrongUsage = 2;
    public const int ServerUnreachable = 3;
    public const int CannotClone = 4;
    public const int NoLaneFree = 5;

    /// <summary><c>run</c> itself failed before its command started.</summary>
    public const int RunFailed = 125;
    public const int NotExecutable = 126;
    public const int NotFound = 127;

    /// <summary>Added to the number of the signal that ended a process, as shells do.</summary>
    public const int SignalBase = 128;
}
