using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PgLanes;

/// <summary>All that PgLanes logs. Event ids are stable; nothing holds a password.</summary>
internal sealed partial class LaneLog(ILoggerFactory? factory)
{
    private readonly ILogger _logger = factory?.CreateLogger("PgLanes") ?? NullLogger.Instance;

    [LoggerMessage(1, LogLevel.Information, "Opened the pool of {Schemas} in {Database}, fingerprint {Fingerprint}")]
    public partial void Opened(string schemas, string database, string fingerprint);

    [LoggerMessage(2, LogLevel.Information, "Made lane {Number} ({Name}) in {Milliseconds} ms")]
    public partial void Made(int number, string name, double milliseconds);

    [LoggerMessage(3, LogLevel.Warning, "Lane {Number} ({Name}) could not be made and is dropped")]
    public partial void NotMade(Exception exception, int number, string name);

    [LoggerMessage(4, LogLevel.Warning, "What is left of lane {Number} ({Name}) could not be dropped; its next lease does that")]
    public partial void NotCleaned(Exception exception, int number, string name);

    [LoggerMessage(5, LogLevel.Warning, "Lane {Number} ({Name}) could not be reset and is made anew")]
    public partial void NotReset(Exception exception, int number, string name);

    [LoggerMessage(6, LogLevel.Debug, "Leased lane {Number} ({Name})")]
    public partial void Leased(int number, string name);

    [LoggerMessage(7, LogLevel.Debug, "Returned lane {Number} ({Name})")]
    public partial void Returned(int number, string name);

    [LoggerMessage(8, LogLevel.Information, "Dropped lane {Number} ({Name})")]
    public partial void Dropped(int number, string name);

    [LoggerMessage(9, LogLevel.Warning, "The registry that nothing uses any more could not be dropped")]
    public partial void NotForgotten(Exception exception);

    [LoggerMessage(11, LogLevel.Warning, "Definitions of lane {Number} ({Name}) were changed, so it is made anew before it is leased again: {Objects}")]
    public partial void Altered(int number, string name, string objects);

    [LoggerMessage(12, LogLevel.Warning, "No reset of lane {Number} ({Name}) undoes this: {Leftover}")]
    public partial void LeftOver(int number, string name, string leftover);

    [LoggerMessage(13, LogLevel.Warning, "Lane {Number} ({Name}) could not be set aside")]
    public partial void NotKept(Exception exception, int number, string name);

    [LoggerMessage(20, LogLevel.Warning, "Ended the session that held lane {Number}, to drop it: pid {Pid} (\"{Application}\") on {Host}")]
    public partial void Ended(int number, int pid, string application, string host);

    [LoggerMessage(21, LogLevel.Warning, "Schema {Schema} of lane {Number} is left alone: its comment does not say that PgLanes made it")]
    public partial void NotOwn(int number, string schema);

    [LoggerMessage(22, LogLevel.Warning, "The server's {Connections} connections leave each of {Lanes} lanes {PerLane} beside what holds it; allow fewer lanes (MaxLanes), or raise max_connections")]
    public partial void Cramped(int lanes, int connections, int perLane);

    [LoggerMessage(23, LogLevel.Warning, "Ended a session on lane {Number} ({Name}), whose holder was killed: pid {Pid} (\"{Application}\")")]
    public partial void EndedLeftBehind(int number, string name, int pid, string application);

    [LoggerMessage(10, LogLevel.Information, "A connection that held lanes broke before it could give them back")]
    public partial void NotReleased(Exception exception);

    [LoggerMessage(26, LogLevel.Debug, "The registry could not tell whether the template is as it was, so it is read in full")]
    public partial void NotRecognized(Exception exception);

    [LoggerMessage(29, LogLevel.Debug, "The registry was not whole when lanes were to be leased, so what is missing is made")]
    public partial void NotEntered(Exception exception);

    [LoggerMessage(27, LogLevel.Information, "A connection that was kept for the next lease had broken, so another one is opened")]
    public partial void NotReused(Exception exception);

    [LoggerMessage(24, LogLevel.Information, "Lane {Number} ({Name}) was lost while no test had it")]
    public partial void LostUnused(Exception exception, int number, string name);

    [LoggerMessage(30, LogLevel.Warning, "What was made of lane {Number} ({Name}) could not be disposed")]
    public partial void NotEnded(Exception exception, int number, string name);

    [LoggerMessage(28, LogLevel.Warning, "Lane {Number} ({Name}) is stale, because its template changed while it was leased: it stays as it was made, and is made anew once it was returned; open the pool again to go on with the template as it is")]
    public partial void Stale(int number, string name);

    [LoggerMessage(31, LogLevel.Warning, "Lane {Number} ({Name}) is in use by a session that does not lease it, so it stays as it is, and its next lease compares it with its template")]
    public partial void NotCompared(Exception exception, int number, string name);

    [LoggerMessage(32, LogLevel.Warning, "Lane {Number} is blocked, so another one is leased; it is made anew before it is leased again")]
    public partial void PassedBy(Exception exception, int? number);

    [LoggerMessage(25, LogLevel.Warning, "Lane {Number} could not be made ahead")]
    public partial void NotAhead(Exception exception, int number);
}
