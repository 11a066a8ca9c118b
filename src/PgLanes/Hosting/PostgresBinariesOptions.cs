namespace PgLanes.Hosting;

/// <summary>Which PostgreSQL server binaries are wanted, and where they may come from.</summary>
public record PostgresBinariesOptions
{
    /// <summary>The <c>bin</c> folder that holds postgres, initdb and pg_ctl; nothing else is searched then.</summary>
    /// <value>Default: null, which searches the machine.</value>
    public string? BinaryFolder { get; init; }

    /// <summary>
    /// The wanted version: a major version ("18"), a full one ("18.4"), or exactly a published package ("18.4.0-beta.17").
    /// </summary>
    /// <value>Default: null, which takes the first that is found, and installs the newest.</value>
    public string? Version { get; init; }

    /// <summary>The folder that installed versions are kept in. Another user must be able to read it where the process is root.</summary>
    /// <value>Default: the variable <c>PGLANES_CACHE</c>, else the platform's cache folder.</value>
    public string? CacheFolder { get; init; }

    /// <summary>Whether a missing version may be fetched with the npm client.</summary>
    /// <value>Default: true.</value>
    public bool AllowInstall { get; init; } = true;

    /// <summary>Told of every step that takes long enough to be shown.</summary>
    /// <value>Default: null.</value>
    public IProgress<HostingProgress>? Progress { get; init; }
}

/// <summary>A step of an installation or a start.</summary>
/// <param name="Step">What is being done, as a phrase for a person.</param>
/// <param name="Fraction">How much of the step is done, from 0 to 1; null where that is unknown.</param>
public sealed record HostingProgress(string Step, double? Fraction);
