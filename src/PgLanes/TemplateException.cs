namespace PgLanes;

/// <summary>The template cannot be cloned: it does not exist, is empty, may not be read, or holds what a lane cannot hold.</summary>
public sealed class TemplateException : LaneException
{
    /// <inheritdoc cref="LaneException(string)" />
    public TemplateException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="LaneException(string, Exception)" />
    public TemplateException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
