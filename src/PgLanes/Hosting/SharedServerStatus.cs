namespace PgLanes.Hosting;

/// <summary>The shared server of one major version, as it is now.</summary>
/// <param name="IsRunning">Whether it runs; one that does not is started again, with its databases, by the next use.</param>
/// <param name="Version">The server's version, such as 18.4.</param>
/// <param name="Port">The TCP port on the loopback address; 0 where it does not run.</param>
/// <param name="DataDirectory">The data folder.</param>
/// <param name="ConnectionString">Connects to the database <c>postgres</c> as superuser; holds the password. Null where it does not
/// run.</param>
/// <param name="Since">When it was started, in UTC; null where it does not run.</param>
public sealed record SharedServerStatus(
    bool IsRunning, Version Version, int Port, string DataDirectory, string? ConnectionString, DateTime? Since);
