using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PgLanes.Tests;

/// <summary>Keeps the warnings that a pool logs. A role is the whole server's, and other tests make theirs beside this one: of those that were made, it
/// keeps what is said of <paramref name="ownRole"/>.</summary>
internal sealed class LogLines(string? ownRole = null) : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> _warnings = new();

    public IReadOnlyList<string> Warnings => [.. _warnings];

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("It logs to itself alone.");

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        var line = formatter(state, exception);
        if (!line.Contains("undoes this: the role \"", StringComparison.Ordinal) || (ownRole is not null && line.Contains(ownRole, StringComparison.Ordinal))) _warnings.Enqueue(line);
    }

    public void Dispose()
    {
    }
}
