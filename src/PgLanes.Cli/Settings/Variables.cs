namespace PgLanes.Cli.Settings;

/// <summary>The environment's variables; one that is empty counts as not set.</summary>
internal sealed class Variables(Func<string, string?> read)
{
    public static Variables OfProcess { get; } = new(Environment.GetEnvironmentVariable);

    public string? this[string name] => read(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;
}
