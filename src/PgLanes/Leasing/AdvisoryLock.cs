using System.Runtime.InteropServices;
using Npgsql;
using NpgsqlTypes;

namespace PgLanes.Leasing;

/// <summary>A session's lock on a thing of ours: released when the session ends, however it ends.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AdvisoryLock(int Class, int Id)
{
    /// <summary>Takes the lock if nobody else has it. One round trip.</summary>
    public Task<bool> TryAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        AskAsync(connection, "SELECT pg_catalog.pg_try_advisory_lock($1, $2)", cancellationToken);

    /// <summary>Takes the lock, behind all who came before. On cancellation close the connection: the server may have granted it meanwhile.</summary>
    public Task WaitAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        AskAsync(connection, "SELECT pg_catalog.pg_advisory_lock($1, $2) IS NULL", cancellationToken);

    /// <summary>Takes the lock beside all others who share it.</summary>
    public Task ShareAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        AskAsync(connection, "SELECT pg_catalog.pg_advisory_lock_shared($1, $2) IS NULL", cancellationToken);

    public Task ReleaseSharedAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        AskAsync(connection, "SELECT pg_catalog.pg_advisory_unlock_shared($1, $2)", cancellationToken);

    public Task ReleaseAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        AskAsync(connection, "SELECT pg_catalog.pg_advisory_unlock($1, $2)", cancellationToken);

    private async Task<bool> AskAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter { Value = Class, NpgsqlDbType = NpgsqlDbType.Integer },
                new NpgsqlParameter { Value = Id, NpgsqlDbType = NpgsqlDbType.Integer },
            },
        };
        await using var _ = command.ConfigureAwait(false);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
    }
}

/// <summary>Which lock stands for what. Each tool schema has its own, because each numbers its things for itself.</summary>
internal sealed class PoolLocks
{
    private readonly int _class;

    public PoolLocks(string toolSchema) => _class = (Hash(toolSchema) & 0x00FFFFFF) << 3;

    /// <summary>The class of the locks on lanes.</summary>
    public int LaneClass => _class;

    /// <summary>Shared by whoever uses the registry; taken alone to drop it.</summary>
    public AdvisoryLock Registry => new(_class + 1, 0);

    /// <summary>Held while a template's rows are stored.</summary>
    public AdvisoryLock Template(int id) => new(_class + 2, id);

    /// <summary>Shared by whoever uses a version's stored rows; taken alone to drop them.</summary>
    public AdvisoryLock Version(int id) => new(_class + 3, id);

    /// <summary>Held by the first of those who wait for any free lane: the server queues the others behind it, in their order.</summary>
    public AdvisoryLock Turnstile(int template) => new(_class + 4, template);

    /// <summary>The class of locks that only tell since when their session has held its lanes: the id is the second, as Unix counts.</summary>
    public int SinceClass => _class + 6;

    /// <summary>Held while a template is migrated, when there may be no registry yet.</summary>
    public AdvisoryLock Migration(IEnumerable<string> schemas) => new(_class + 5, Hash(string.Join('\0', schemas)));

    /// <summary>The class of the locks that a reset holds on its lane, by the lane's id.</summary>
    public int ResetClass => _class + 7;

    public AdvisoryLock Lane(int id) => new(_class, id);

    // FNV-1a: the same in every process, unlike string.GetHashCode.
    private static int Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text) hash = unchecked((hash ^ c) * 16777619u);
        return unchecked((int)hash);
    }
}
