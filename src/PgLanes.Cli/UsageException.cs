namespace PgLanes.Cli;

/// <summary>The tool was asked for something that it cannot be asked for; the message names the option and the way out.</summary>
internal sealed class UsageException(string message) : Exception(message);
