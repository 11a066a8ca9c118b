namespace PgLanes.Hosting;

/// <summary>A private PostgreSQL was not found, installed, started or stopped.</summary>
public sealed class HostingException : LaneException
{
    /// <summary>Creates the error with a message that says what happened and what to do.</summary>
    public HostingException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error with the one that caused it inside.</summary>
    public HostingException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
