namespace PgLanes.Hosting;

/// <summary>How a private PostgreSQL is found and started.</summary>
public sealed record PrivateServerOptions : PostgresBinariesOptions
{
    /// <summary>The server's <c>max_connections</c>.</summary>
    /// <value>1 to 10,000. Default: 100.</value>
    public int MaxConnections { get; init; } = 100;

    /// <summary>Further settings of the server, as in <c>postgresql.conf</c> but without quotes; they win over the tool's own.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>How long the server may take until it answers.</summary>
    /// <value>Must be positive. Default: 60 seconds.</value>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The folder that holds servers of one owner each; a server whose owner is dead is cleaned up when the next one starts here.
    /// </summary>
    /// <value>Default: a folder of this user in the temporary folder, which is <c>/tmp</c> where the process is root and the server's account may not enter <c>TMPDIR</c>.</value>
    public string? ServersFolder { get; init; }

    /// <summary>The folder that holds the shared servers.</summary>
    /// <value>Default: the variable <c>PGLANES_STATE</c>, else the platform's folder for state.</value>
    public string? StateFolder { get; init; }

    internal void Check()
    {
        if (MaxConnections is < 1 or > 10_000)
            throw new HostingException($"MaxConnections is {MaxConnections}; it must be from 1 to 10000.");
        if (StartTimeout <= TimeSpan.Zero)
            throw new HostingException($"StartTimeout is {StartTimeout}; it must be positive.");
        foreach (var name in Settings.Keys)
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.'))
                throw new HostingException($"\"{name}\" is not the name of a PostgreSQL setting: letters, digits, _ and . only.");
    }
}
