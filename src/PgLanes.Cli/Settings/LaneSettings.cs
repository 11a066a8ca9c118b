namespace PgLanes.Cli.Settings;

/// <summary>What the command line and the environment say together, checked.</summary>
internal sealed record LaneSettings
{
    /// <summary>The connection as it was given; null where the private server holds the template.</summary>
    public string? Source { get; init; }

    /// <summary>Which option or variable named the source, for messages.</summary>
    public string SourceName { get; init; } = "";

    public required IReadOnlyList<string> Schemas { get; init; }

    public required int Lanes { get; init; }

    /// <summary>Whether the number was given, and is not that of the processors.</summary>
    public required bool AreLanesGiven { get; init; }

    public required LaneKind Kind { get; init; }

    public string? NameFormat { get; init; }

    public required bool KeepsRows { get; init; }

    public required IReadOnlyList<string> KeepRows { get; init; }

    public required IReadOnlyList<string> Empty { get; init; }

    public string? Migrate { get; init; }

    public bool Rebuild { get; init; }

    public IReadOnlyList<string> AllowedDatabases { get; init; } = [];

    public bool AllowAnyDatabase { get; init; }

    public bool Seal { get; init; }

    public string? KeeperUrl { get; init; }

    public bool Json { get; init; }

    public bool IsEmbedded => Source is null;
}
