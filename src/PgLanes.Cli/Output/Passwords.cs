using PgLanes.Cli.Settings;
using PgLanes.Leasing;

namespace PgLanes.Cli.Output;

/// <summary>Keeps passwords out of what people read.</summary>
internal static class Passwords
{
    /// <summary>Returns the text with stars in the password's place, as it is and as a URL has it.</summary>
    public static string Hide(string text, string? password) => password is { Length: > 0 }
        ? text.Replace(Uri.EscapeDataString(password), "***", StringComparison.Ordinal).Replace(password, "***", StringComparison.Ordinal)
        : text;

    /// <summary>Returns the text without the passwords of the connections that the settings name.</summary>
    public static string Hide(string text, LaneSettings settings) => settings.Source is null ? text : ((string?[])[settings.Source, settings.KeeperUrl]).OfType<string>()
        .Aggregate(text, (hidden, connection) => Hide(hidden, ConnectionText.Parse(connection).Password));
}
