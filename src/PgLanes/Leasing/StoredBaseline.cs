using System.Text.Json;
using Npgsql;
using PgLanes.Cloning;
using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Leasing;

/// <summary>The versions of a template, and the rows that each stored.</summary>
internal sealed class StoredBaseline(Registry registry, Home home, string toolSchema)
{
    private readonly string _tool = Identifier.Quote(toolSchema);

    /// <summary>Returns the version of <paramref name="fingerprint"/>, whose rows <paramref name="capture"/> stores, given the version's id,
    /// where nobody has done so. The version stays for as long as the connection lives.</summary>
    public async Task<int> VersionAsync(
        NpgsqlConnection connection, int template, string fingerprint, Func<int, CancellationToken, Task<BaselineModel>> capture,
        CancellationToken cancellationToken)
    {
        if (await ShareAsync(connection, template, fingerprint, cancellationToken).ConfigureAwait(false) is { } known) return known;
        await registry.Locks.Template(template).WaitAsync(connection, cancellationToken).ConfigureAwait(false);
        if (await ShareAsync(connection, template, fingerprint, cancellationToken).ConfigureAwait(false) is not { } version)
        {
            version = await CreateAsync(connection, template, fingerprint, capture, cancellationToken).ConfigureAwait(false);
            await registry.Locks.Version(version).ShareAsync(connection, cancellationToken).ConfigureAwait(false);
        }

        await registry.Locks.Template(template).ReleaseAsync(connection, cancellationToken).ConfigureAwait(false);
        return version;
    }

    public async Task<BaselineModel> ReadAsync(NpgsqlConnection connection, int version, CancellationToken cancellationToken)
    {
        var text = (string)(await Registry.ScalarAsync(
            connection, $"SELECT baseline::text FROM {_tool}.versions WHERE id = $1", [Registry.Number(version)], cancellationToken).ConfigureAwait(false))!;
        var stored = JsonSerializer.Deserialize<Stored>(text)!;
        return new BaselineModel(
            [.. stored.Tables.Select(t => new BaselineTable(t.Schema, t.Table, t.Store, [.. t.Columns.Select(c => new BaselineColumn(c.Name, c.Cast, c.HasNames))], t.Rows, t.IsWaiting))],
            [.. stored.Sequences.Select(s => new BaselineSequence(s.Schema, s.Name, s.LastValue, s.IsCalled))]);
    }

    /// <summary>Drops the versions of a template that no lane was made of, that nobody uses, and that are not <paramref name="current"/>.</summary>
    public async Task DropUnusedAsync(NpgsqlConnection connection, int template, int? current, CancellationToken cancellationToken)
    {
        var unused = await Registry.ListAsync(
            connection,
            $"SELECT v.id FROM {_tool}.versions AS v WHERE v.template = $1 AND v.id IS DISTINCT FROM $2 " +
            $"AND NOT EXISTS (SELECT FROM {_tool}.lanes AS l WHERE l.version = v.id)",
            [Registry.Number(template), Registry.Number(current)], row => row.GetInt32(0), cancellationToken).ConfigureAwait(false);
        foreach (var version in unused)
        {
            var claim = registry.Locks.Version(version);
            if (!await claim.TryAsync(connection, cancellationToken).ConfigureAwait(false)) continue;
            // First, so that nobody takes the version for whole where this ends half-way.
            await Registry.ExecuteAsync(
                connection, $"UPDATE {_tool}.versions SET baseline = NULL WHERE id = $1", [Registry.Number(version)], cancellationToken).ConfigureAwait(false);
            await DropStoresAsync(connection, version, cancellationToken).ConfigureAwait(false);
            await Registry.ExecuteAsync(
                connection, $"DELETE FROM {_tool}.versions AS v WHERE v.id = $1 AND NOT EXISTS (SELECT FROM {_tool}.lanes AS l WHERE l.version = v.id)",
                [Registry.Number(version)], cancellationToken).ConfigureAwait(false);
            await claim.ReleaseAsync(connection, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Drops the stored rows of all versions, in small transactions. The caller has the registry to itself.</summary>
    public async Task DropAllAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await Registry.ExecuteAsync(connection, $"UPDATE {_tool}.versions SET baseline = NULL", [], cancellationToken).ConfigureAwait(false);
        foreach (var version in await Registry.ListAsync(connection, $"SELECT id FROM {_tool}.versions", [], row => row.GetInt32(0), cancellationToken).ConfigureAwait(false))
            await home.DropSeedAsync(connection, version, cancellationToken).ConfigureAwait(false);
        await DropStoresAsync(connection, "rows_", cancellationToken).ConfigureAwait(false);
    }

    private async Task<int?> ShareAsync(NpgsqlConnection connection, int template, string fingerprint, CancellationToken cancellationToken)
    {
        while (await registry.FindVersionAsync(connection, template, fingerprint, cancellationToken).ConfigureAwait(false) is { } version)
        {
            await registry.Locks.Version(version).ShareAsync(connection, cancellationToken).ConfigureAwait(false);
            // Whoever dropped it before the lock was ours is done by now.
            if (await registry.FindVersionAsync(connection, template, fingerprint, cancellationToken).ConfigureAwait(false) == version) return version;
            await registry.Locks.Version(version).ReleaseSharedAsync(connection, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    private async Task<int> CreateAsync(
        NpgsqlConnection connection, int template, string fingerprint, Func<int, CancellationToken, Task<BaselineModel>> capture,
        CancellationToken cancellationToken)
    {
        await Registry.ExecuteAsync(
            connection, $"INSERT INTO {_tool}.versions (template, fingerprint) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            [Registry.Number(template), Registry.Text(fingerprint)], cancellationToken).ConfigureAwait(false);
        var version = (int)(await Registry.ScalarAsync(
            connection, $"SELECT id FROM {_tool}.versions WHERE template = $1 AND fingerprint = $2",
            [Registry.Number(template), Registry.Text(fingerprint)], cancellationToken).ConfigureAwait(false))!;
        // What a process left that was ended while it stored rows.
        await DropStoresAsync(connection, version, cancellationToken).ConfigureAwait(false);
        var baseline = await capture(version, cancellationToken).ConfigureAwait(false);
        var stored = new Stored(
            [.. baseline.Tables.Select(t => new StoredTable(t.Schema, t.Table, t.Store, [.. t.Columns.Select(c => new StoredColumn(c.Name, c.Cast, c.HasNames))], t.Rows, t.IsWaiting))],
            [.. baseline.Sequences.Select(s => new StoredSequence(s.Schema, s.Name, s.LastValue, s.IsCalled))]);
        await Registry.ExecuteAsync(
            connection, $"UPDATE {_tool}.versions SET baseline = $2::jsonb WHERE id = $1",
            [Registry.Number(version), Registry.Text(JsonSerializer.Serialize(stored))], cancellationToken).ConfigureAwait(false);
        return version;
    }

    private async Task DropStoresAsync(NpgsqlConnection connection, int version, CancellationToken cancellationToken)
    {
        await home.DropSeedAsync(connection, version, cancellationToken).ConfigureAwait(false);
        await DropStoresAsync(connection, Prefix(version), cancellationToken).ConfigureAwait(false);
    }

    private async Task DropStoresAsync(NpgsqlConnection connection, string prefix, CancellationToken cancellationToken)
    {
        var stores = await Registry.ListAsync(
            connection,
            "SELECT c.relname::text FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace " +
            "WHERE n.nspname = $1 AND c.relkind = 'r' AND starts_with(c.relname, $2)",
            [Registry.Text(toolSchema), Registry.Text(prefix)], row => row.GetString(0), cancellationToken).ConfigureAwait(false);
        foreach (var chunk in stores.Chunk(50))
        {
            await StatementRunner.ExecuteAsync(
                connection, $"DROP TABLE {string.Join(", ", chunk.Select(store => Identifier.Quote(toolSchema, store)))}", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Returns what the names of the tables begin with that hold the rows of a version.</summary>
    public static string Prefix(int version) => $"rows_{version}_";

    private sealed record Stored(StoredTable[] Tables, StoredSequence[] Sequences);

    private sealed record StoredTable(string Schema, string Table, string Store, StoredColumn[] Columns, long Rows, bool IsWaiting);

    private sealed record StoredColumn(string Name, string? Cast, bool HasNames);

    private sealed record StoredSequence(string Schema, string Name, long LastValue, bool IsCalled);
}
