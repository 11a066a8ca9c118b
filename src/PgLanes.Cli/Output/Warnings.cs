using Microsoft.Extensions.Logging;

namespace PgLanes.Cli.Output;

/// <summary>Says on standard error what a pool warns of, but for what a command says itself.</summary>
internal sealed class Warnings : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel) || eventId.Name is nameof(LaneLog.NotMade) or nameof(LaneLog.Ended) or nameof(LaneLog.Stale)) return;
        var message = formatter(state, exception);
        Failures.Write(exception is null ? $"{message}." : $"{message}: {exception.Message}");
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("It writes to standard error alone.");

    public void Dispose()
    {
        // It holds nothing.
    }
}
