using Npgsql;
using PgLanes.Cloning;
using PgLanes.Leasing;
using PgLanes.Reset;
using PgLanes.Sql;

namespace PgLanes;

/// <summary>Drops lanes and, with the last one, everything that PgLanes keeps in the database. Needs no template.</summary>
internal sealed class LaneDropper(LanePoolOptions options, Connector connector, Home home)
{
    private static readonly TimeSpan EvictionPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan EvictionPatience = TimeSpan.FromSeconds(15);
    private readonly Registry _registry = new(options, connector.Server.Database!);
    private readonly StoredBaseline _baselines = new(new Registry(options, connector.Server.Database!), home, options.Schema);
    private readonly LaneSeals _seals = new(options, connector.Server.Database!);
    private readonly LaneLog _log = new(options.LoggerFactory);
    private readonly string _tool = Identifier.Quote(options.Schema);

    /// <param name="keep">The fingerprint whose lanes stay; null to drop all.</param>
    /// <param name="force">Whether the sessions that hold lanes, or block the dropping, are ended.</param>
    /// <param name="ended">Told of each holder whose session is ended.</param>
    /// <param name="cancellationToken">Ends the dropping between two transactions; a lane that is half dropped is made anew or dropped later.</param>
    /// <returns>The names of the lanes that were dropped.</returns>
    /// <exception cref="LeaseTimeoutException">A lane is leased; nothing was dropped.</exception>
    public async Task<IReadOnlyList<string>> DropAsync(string? keep, bool force, IProgress<LaneHolder>? ended, CancellationToken cancellationToken)
    {
        if (await home.FindKeeperAsync(cancellationToken).ConfigureAwait(false) is not { } connection) return [];
        IReadOnlyList<string> dropped;
        await using (connection.ConfigureAwait(false)) dropped = await DropAsync(connection, keep, force, ended, cancellationToken).ConfigureAwait(false);
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

    private async Task<IReadOnlyList<string>> DropAsync(
        NpgsqlConnection connection, string? keep, bool force, IProgress<LaneHolder>? ended, CancellationToken cancellationToken)
    {
        if (await ToolSchema.AskAsync(connection, options.Schema, cancellationToken).ConfigureAwait(false) is ToolSchemaState.Absent or ToolSchemaState.Reserved or ToolSchemaState.Foreign)
            return [];
        await _registry.Locks.Registry.ShareAsync(connection, cancellationToken).ConfigureAwait(false);
        await ToolSchema.InstallAsync(connection, options.Schema, cancellationToken).ConfigureAwait(false);
        var claimed = await ClaimAsync(connection, keep, force, ended, cancellationToken).ConfigureAwait(false);
        var dropped = new List<string>();
        var there = new List<(LaneRow Lane, IReadOnlyList<string> Own)>();
        foreach (var (_, lane) in claimed.Where(item => item.Lane.State is not null))
            there.Add((lane, lane.Database is null ? await OwnSchemas.ReadAsync(connection, options, lane, cancellationToken).ConfigureAwait(false) : []));
        await OwnSchemas.CheckDependentsAsync(connection, options, [.. there.SelectMany(item => item.Own)], cancellationToken).ConfigureAwait(false);
        foreach (var (lane, own) in there)
        {
            await _registry.SetStateAsync(connection, lane, LaneState.Building, lane.Version, cancellationToken).ConfigureAwait(false);
            await DropAsync(connection, lane, own, force, cancellationToken).ConfigureAwait(false);
            await _registry.SetStateAsync(connection, lane, state: null, version: null, cancellationToken).ConfigureAwait(false);
            if (own.Count > 0 || (lane.Database is not null && lane.IsPresent)) dropped.Add(lane.Name);
        }

        // Also of those that a killed process left without their lane.
        TemplateException? kept = null;
        foreach (var (_, lane) in claimed)
        {
            try
            {
                await _seals.DropAsync(connection, lane.Id, cancellationToken).ConfigureAwait(false);
            }
            catch (TemplateException exception)
            {
                // All else is dropped nevertheless.
                kept ??= exception;
            }
        }

        foreach (var template in claimed.Select(item => item.Template).Distinct())
            await _baselines.DropUnusedAsync(connection, template, current: null, cancellationToken).ConfigureAwait(false);
        // A busy server ends this session only after the next one has asked whether anybody uses the registry.
        await _registry.Locks.Registry.ReleaseSharedAsync(connection, cancellationToken).ConfigureAwait(false);
        return kept is null ? dropped : throw kept;
    }

    private async Task<bool> ForgetIfUnusedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (!await _registry.Locks.Registry.TryAsync(connection, cancellationToken).ConfigureAwait(false)) return false;
        var isUnused = await ToolSchema.AskAsync(connection, options.Schema, cancellationToken).ConfigureAwait(false) is ToolSchemaState.Current
            && await Registry.ScalarAsync(connection, $"SELECT (SELECT count(*) FROM {_tool}.lanes WHERE state <> 'absent') + (SELECT count(*) FROM pg_catalog.pg_proc AS p " +
                // What says that a migration failed stays until one succeeded.
                "WHERE p.pronamespace = $1::regnamespace AND starts_with(p.proname, 'migrating_'))", [Registry.Text(_tool)], cancellationToken)
                .ConfigureAwait(false) is 0L;
        if (isUnused)
        {
            // Neither the stored rows nor the rest need fit into one transaction.
            await _baselines.DropAllAsync(connection, cancellationToken).ConfigureAwait(false);
            await _seals.DropAllAsync(connection, cancellationToken).ConfigureAwait(false);
            await ToolSchema.RetireAsync(connection, options.Schema, cancellationToken).ConfigureAwait(false);
            await new LaneBuilder(connection, options.Schema, connector.Facts.LockBudget).DropAsync([options.Schema], cancellationToken).ConfigureAwait(false);
        }

        await _registry.Locks.Registry.ReleaseAsync(connection, cancellationToken).ConfigureAwait(false);
        return isUnused;
    }

    private async Task DropAsync(
        NpgsqlConnection connection, LaneRow lane, IReadOnlyList<string> own, bool force, CancellationToken cancellationToken)
    {
        if (lane.Database is not null)
        {
            await DatabaseLanes.DropAsync(connection, home, lane, options.EndBlockers || force, cancellationToken).ConfigureAwait(false);
            _log.Dropped(lane.Number, lane.Name);
            return;
        }

        foreach (var schema in lane.Schemas.Except(own)) _log.NotOwn(lane.Number, schema);
        var builder = new LaneBuilder(connection, options.Schema, connector.Facts.LockBudget);
        await new BlockerWatch(options with { EndBlockers = options.EndBlockers || force }, _ => connector).RunAsync(
            connection, lane, $"Lane {lane.Number} was not dropped",
            async token =>
            {
                await builder.DropAsync(own, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        await LaneResetter.RemoveAsync(connection, options.Schema, lane.Id, cancellationToken).ConfigureAwait(false);
        _log.Dropped(lane.Number, lane.Name);
    }

    private async Task<List<(int Template, LaneRow Lane)>> ClaimAsync(
        NpgsqlConnection connection, string? keep, bool force, IProgress<LaneHolder>? ended, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(EvictionPatience);
        var claimed = new List<(int, LaneRow)>();
        foreach (var template in await _registry.AllTemplatesAsync(connection, cancellationToken).ConfigureAwait(false))
        {
            var kept = keep is null ? null : await _registry.FindVersionAsync(connection, template, keep, cancellationToken).ConfigureAwait(false);
            foreach (var lane in await _registry.LanesAsync(connection, template, cancellationToken).ConfigureAwait(false))
            {
                if (kept is { } version && lane.IsFresh(version)) continue;
                while (!await _registry.Locks.Lane(lane.Id).TryAsync(connection, cancellationToken).ConfigureAwait(false))
                {
                    if (!force || deadline.IsOver) throw await LeasedAsync(connection, template, lane, cancellationToken).ConfigureAwait(false);
                    await EvictAsync(connection, template, lane, ended, cancellationToken).ConfigureAwait(false);
                }

                claimed.Add((template, lane));
            }
        }

        return claimed;
    }

    // Whoever waits for the lane may have it next, and is ended then.
    private async Task EvictAsync(
        NpgsqlConnection connection, int template, LaneRow lane, IProgress<LaneHolder>? ended, CancellationToken cancellationToken)
    {
        var holders = await _registry.HoldersAsync(connection, template, cancellationToken).ConfigureAwait(false);
        foreach (var holder in holders.Where(holder => holder.LaneNumber == lane.Number))
        {
            // Asked again in the same statement: the number of a process that ended may be another's by now.
            var isEnded = await Registry.ScalarAsync(
                connection,
                "SELECT bool_or(pg_catalog.pg_terminate_backend(k.pid)) FROM pg_catalog.pg_locks AS k " +
                "WHERE k.locktype = 'advisory' AND k.granted AND k.classid = $1::bigint::oid AND k.objid = $2::bigint::oid AND k.pid = $3",
                [Registry.Number(_registry.Locks.LaneClass), Registry.Number(lane.Id), Registry.Number(holder.Pid)], cancellationToken).ConfigureAwait(false);
            if (isEnded is not true) continue;
            _log.Ended(holder.LaneNumber, holder.Pid, holder.Application, holder.Host);
            ended?.Report(holder);
        }

        await Task.Delay(EvictionPause, cancellationToken).ConfigureAwait(false);
    }

    private async Task<LeaseTimeoutException> LeasedAsync(NpgsqlConnection connection, int template, LaneRow lane, CancellationToken cancellationToken)
    {
        var holders = await _registry.HoldersAsync(connection, template, cancellationToken).ConfigureAwait(false);
        return new LeaseTimeoutException(
            $"No lane was dropped, because lane {lane.Number} is leased: {LaneQueue.Describe(holders)}. Return or end what holds the lanes first, or force it (pglanes down --force).")
        {
            LaneNumber = lane.Number,
            Holders = holders,
        };
    }
}
