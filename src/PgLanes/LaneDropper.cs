using Npgsql;
using PgLanes.Cloning;
using PgLanes.Leasing;
using PgLanes.Reset;
using PgLanes.Sql;

namespace PgLanes;

/// <summary>Drops lanes and, with the last one, everything that PgLanes keeps in the database. Needs no template.</summary>
internal sealed class LaneDropper(LanePoolOptions options, Connector connector, Home home)
{
    private readonly Registry _registry = new(options, connector.Server.Database!);
    private readonly StoredBaseline _baselines = new(new Registry(options, connector.Server.Database!), home, options.Schema);
    private readonly string _tool = Identifier.Quote(options.Schema);

    /// <param name="keep">The fingerprint whose lanes stay; null to drop all.</param>
    /// <param name="cancellationToken">Ends the dropping between two transactions; a lane that is half dropped is made anew or dropped later.</param>
    /// <returns>The names of the lanes that were dropped.</returns>
    /// <exception cref="LeaseTimeoutException">A lane is leased; nothing was dropped.</exception>
    public async Task<IReadOnlyList<string>> DropAsync(string? keep, CancellationToken cancellationToken)
    {
        if (await home.FindKeeperAsync(cancellationToken).ConfigureAwait(false) is not { } connection) return [];
        IReadOnlyList<string> dropped;
        await using (connection.ConfigureAwait(false)) dropped = await DropAsync(connection, keep, cancellationToken).ConfigureAwait(false);
        await ForgetIfUnusedAsync(cancellationToken).ConfigureAwait(false);
        return dropped;
    }

    /// <summary>Drops the registry where no lane is left and nobody else uses it.</summary>
    public async Task ForgetIfUnusedAsync(CancellationToken cancellationToken)
    {
        if (await home.FindAsync(cancellationToken).ConfigureAwait(false) is not { } connection) return;
        await using (connection.ConfigureAwait(false))
            if (!await ForgetIfUnusedAsync(connection, cancellationToken).ConfigureAwait(false)) return;
        await home.DropAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<string>> DropAsync(NpgsqlConnection connection, string? keep, CancellationToken cancellationToken)
    {
        if (await ToolSchema.AskAsync(connection, options.Schema, cancellationToken).ConfigureAwait(false) is ToolSchemaState.Absent or ToolSchemaState.Foreign)
            return [];
        await _registry.Locks.Registry.ShareAsync(connection, cancellationToken).ConfigureAwait(false);
        await ToolSchema.InstallAsync(connection, options.Schema, cancellationToken).ConfigureAwait(false);
        var claimed = await ClaimAsync(connection, keep, cancellationToken).ConfigureAwait(false);
        var dropped = new List<string>();
        var builder = new LaneBuilder(connection, options.Schema, connector.Facts.LockBudget);
        foreach (var (_, lane) in claimed.Where(item => item.Lane.State is not null))
        {
            await _registry.SetStateAsync(connection, lane, LaneState.Building, lane.Version, cancellationToken).ConfigureAwait(false);
            if (lane.Database is null)
            {
                await builder.DropAsync(await MarkedAsync(connection, lane, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
                await LaneResetter.RemoveAsync(connection, options.Schema, lane.Id, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await DatabaseLanes.DropAsync(connection, home, lane, options.EndBlockers, cancellationToken).ConfigureAwait(false);
            }

            await _registry.SetStateAsync(connection, lane, state: null, version: null, cancellationToken).ConfigureAwait(false);
            dropped.Add(lane.Name);
        }

        foreach (var template in claimed.Select(item => item.Template).Distinct())
            await _baselines.DropUnusedAsync(connection, template, current: null, cancellationToken).ConfigureAwait(false);
        return dropped;
    }

    private async Task<bool> ForgetIfUnusedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (!await _registry.Locks.Registry.TryAsync(connection, cancellationToken).ConfigureAwait(false)) return false;
        var isUnused = await ToolSchema.AskAsync(connection, options.Schema, cancellationToken).ConfigureAwait(false) is ToolSchemaState.Current
            && await Registry.ScalarAsync(connection, $"SELECT count(*) FROM {_tool}.lanes WHERE state <> 'absent'", [], cancellationToken)
                .ConfigureAwait(false) is 0L;
        if (isUnused)
        {
            foreach (var version in await Registry.ListAsync(connection, $"SELECT id FROM {_tool}.versions", [], row => row.GetInt32(0), cancellationToken).ConfigureAwait(false))
                await home.DropSeedAsync(connection, version, cancellationToken).ConfigureAwait(false);
            await new LaneBuilder(connection, options.Schema, connector.Facts.LockBudget).DropAsync([options.Schema], cancellationToken).ConfigureAwait(false);
        }

        await _registry.Locks.Registry.ReleaseAsync(connection, cancellationToken).ConfigureAwait(false);
        return isUnused;
    }

    /// <summary>Returns the schemas of a lane that are there and say that they are its own.</summary>
    public static async Task<IReadOnlyList<string>> MarkedAsync(NpgsqlConnection connection, LaneRow lane, CancellationToken cancellationToken) =>
        await Registry.ListAsync(
            connection,
            "SELECT n.nspname::text FROM pg_catalog.pg_namespace AS n WHERE n.nspname = ANY ($1) AND right(obj_description(n.oid, 'pg_namespace'), length($2)) = $2",
            [Registry.Texts(lane.Schemas), Registry.Text(lane.Mark)], row => row.GetString(0), cancellationToken).ConfigureAwait(false);

    private async Task<List<(int Template, LaneRow Lane)>> ClaimAsync(NpgsqlConnection connection, string? keep, CancellationToken cancellationToken)
    {
        var claimed = new List<(int, LaneRow)>();
        foreach (var template in await _registry.AllTemplatesAsync(connection, cancellationToken).ConfigureAwait(false))
        {
            var kept = keep is null ? null : await _registry.FindVersionAsync(connection, template, keep, cancellationToken).ConfigureAwait(false);
            foreach (var lane in await _registry.LanesAsync(connection, template, cancellationToken).ConfigureAwait(false))
            {
                if (kept is { } version && lane.IsFresh(version)) continue;
                if (!await _registry.Locks.Lane(lane.Id).TryAsync(connection, cancellationToken).ConfigureAwait(false))
                    throw await LeasedAsync(connection, template, lane, cancellationToken).ConfigureAwait(false);
                claimed.Add((template, lane));
            }
        }

        return claimed;
    }

    private async Task<LeaseTimeoutException> LeasedAsync(NpgsqlConnection connection, int template, LaneRow lane, CancellationToken cancellationToken)
    {
        var holders = await _registry.HoldersAsync(connection, template, cancellationToken).ConfigureAwait(false);
        return new LeaseTimeoutException(
            $"No lane was dropped, because lane {lane.Number} is leased: {LaneQueue.Describe(holders)}. Return or end what holds the lanes first.")
        {
            LaneNumber = lane.Number,
            Holders = holders,
        };
    }
}
