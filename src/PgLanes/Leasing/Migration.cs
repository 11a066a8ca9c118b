namespace PgLanes.Leasing;

/// <summary>The user's migration, and what it threw: an error of the user's own is thrown as it is.</summary>
internal sealed class Migration(Func<string, CancellationToken, Task>? migrate)
{
    /// <summary>What the migration threw; null where it threw nothing.</summary>
    public Exception? Error { get; private set; }

    /// <summary>Runs the migration; null where there is none.</summary>
    public Func<string, CancellationToken, Task>? Watched => migrate is null ? null : async (connectionString, cancellationToken) =>
    {
        try
        {
            await migrate(connectionString, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Error = exception;
            throw;
        }
    };
}
