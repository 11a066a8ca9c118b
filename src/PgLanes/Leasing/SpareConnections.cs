using System.Collections.Concurrent;
using System.Data;
using Npgsql;

namespace PgLanes.Leasing;

/// <summary>Connections between two uses that usually follow each other at once, such as reading the template and making its lanes: a new one
/// costs a login, and the server knows no catalog there yet. One that nobody wants for a moment is closed.</summary>
internal sealed class SpareConnections : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentStack<NpgsqlConnection> _spares = new();
    private readonly Timer _clock;
    private volatile bool _disposed;

    public SpareConnections() => _clock = new Timer(_ => Clear());

    /// <summary>Returns one, or null where there is none.</summary>
    public NpgsqlConnection? Take()
    {
        while (_spares.TryPop(out var spare))
        {
            if (spare.State == ConnectionState.Open) return spare;
            spare.Dispose();
        }

        return null;
    }

    /// <summary>Takes over a connection that holds no lock and runs nothing.</summary>
    public void Keep(NpgsqlConnection connection)
    {
        _spares.Push(connection);
        if (_disposed) Clear();
        else _clock.Change(Patience, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _disposed = true;
        _clock.Dispose();
        Clear();
    }

    private void Clear()
    {
        while (_spares.TryPop(out var spare)) spare.Dispose();
    }
}
