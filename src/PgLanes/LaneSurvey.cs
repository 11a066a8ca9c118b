using System.Diagnostics;
using Npgsql;
using PgLanes.Catalog;
using PgLanes.Cloning;
using PgLanes.Leasing;
using PgLanes.Model;
using PgLanes.Proof;
using PgLanes.Reset;
using PgLanes.Sql;

namespace PgLanes;

/// <summary>Asks and resets lanes from outside, without leasing them and without making the registry where it is not there. One that a reset finds
/// changed is made anew at the desk.</summary>
internal sealed class LaneSurvey(PoolContext pool, LaneDesk desk)
{
    private static readonly string BytesQuery = KindReader.QueryText("lane_bytes.sql");
    private readonly LaneInspector _inspector = new(pool);
    private readonly LaneQuarantine _quarantine = new(pool);

    public async Task<IReadOnlyList<LaneStatus>> StatusAsync(CancellationToken cancellationToken)
    {
        if (await pool.Home.FindAsync(cancellationToken).ConfigureAwait(false) is not { } connection) return [];
        await using var _ = connection.ConfigureAwait(false);
        if (await FindAsync(connection, cancellationToken).ConfigureAwait(false) is not var (template, version, lanes)) return [];
        var holders = (await pool.Registry.HoldersAsync(connection, template, cancellationToken).ConfigureAwait(false)).ToLookup(h => h.LaneNumber);
        var bytes = (await Registry.ListAsync(
            connection, BytesQuery, [Registry.Texts(lanes.SelectMany(PartsOf)), Registry.Flag(pool.Options.Kind == LaneKind.Database)],
            row => (Part: row.Text("part"), Bytes: row.Long("bytes")), cancellationToken).ConfigureAwait(false)).ToDictionary(b => b.Part, b => b.Bytes);
        return
        [
            .. lanes.Select(lane => new LaneStatus(
                lane.Number, lane.Name, pool.Options.Kind, lane.State!.Value, version is { } current && lane.IsFresh(current),
                PartsOf(lane).Sum(part => bytes.GetValueOrDefault(part)), holders[lane.Number].FirstOrDefault())),
        ];
    }

    public async Task<LaneReset> ResetAsync(int number, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var (lane, isLeased) = await FindAsync(number, cancellationToken).ConfigureAwait(false);
        if (lane is not { IsPresent: true }) throw NotThere(number, "reset");
        if (lane.State != LaneState.Ready) throw NotReady(lane);
        try
        {
            // Who holds a lane compares its definitions when returning it.
            if (await TryResetAsync(lane, compare: !isLeased, cancellationToken).ConfigureAwait(false) is var (tables, sequences, views))
                return new LaneReset(number, lane.Name, tables, sequences, views, Stopwatch.GetElapsedTime(start));
        }
        catch (Exception exception) when (exception is PostgresException or LaneException)
        {
            await _quarantine.SetFromOutsideAsync(lane).ConfigureAwait(false);
            throw;
        }

        await _quarantine.SetFromOutsideAsync(lane).ConfigureAwait(false);
        await desk.EnsureAsync(number, sideBySide: 1, progress: null, cancellationToken).ConfigureAwait(false);
        var model = await pool.ModelAsync(connection: null, cancellationToken).ConfigureAwait(false);
        return new LaneReset(
            number, lane.Name, model.Of<TableModel>().Count(table => !table.IsPartitioned), model.Of<SequenceModel>().Count(),
            model.Of<MaterializedViewModel>().Count(), Stopwatch.GetElapsedTime(start));
    }

    // Null where definitions are found to be changed, so that a reset would not do.
    private async Task<(int Tables, int Sequences, int Views)?> TryResetAsync(LaneRow lane, bool compare, CancellationToken cancellationToken)
    {
        var connection = await pool.On(lane).OpenKeeperAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        if (compare && !await _inspector.IsAsMadeAsync(connection, lane, cancellationToken).ConfigureAwait(false)) return null;
        return await new BlockerWatch(pool.Options, pool.On).RunAsync(
            connection, lane, $"Lane {lane.Number} was not reset",
            token => LaneResetter.RunAsync(connection, pool.Options.Schema, lane.IdBesideRows, token), cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<LaneProof>> VerifyAsync(IReadOnlyCollection<int>? numbers, CancellationToken cancellationToken)
    {
        var lanes = await FindAllAsync(cancellationToken).ConfigureAwait(false);
        foreach (var number in numbers ?? [])
            if (!lanes.Any(lane => lane.Number == number)) throw NotThere(number, "verified");
        var proofs = new List<LaneProof>();
        foreach (var lane in lanes.Where(lane => numbers is null || numbers.Contains(lane.Number)))
            proofs.Add(await ProveAsync(lane, cancellationToken).ConfigureAwait(false));
        return proofs;
    }

    private async Task<LaneProof> ProveAsync(LaneRow lane, CancellationToken cancellationToken)
    {
        if (lane.State == LaneState.Building)
        {
            var state = new LaneDifference($"{lane.Name}: state", "ready", "building, or left so by a process that ended");
            return new LaneProof(lane.Number, lane.Name, [state], [], TimeSpan.Zero);
        }

        var start = Stopwatch.GetTimestamp();
        var connection = await pool.On(lane).OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        var model = await pool.ModelAsync(connection, cancellationToken).ConfigureAwait(false);
        var target = pool.Target(model, lane.Number);
        var proof = await LaneProver.ProveAsync(connection, lane.Number, target, pool.SchemasBesideLanes, cancellationToken).ConfigureAwait(false);
        proof = proof with { Name = lane.Name };
        // Rows can be compared only where the tables are as they were.
        if (!proof.IsIdentical || lane.Version is not { } version) return proof;
        var baseline = await BaselineAsync(version, cancellationToken).ConfigureAwait(false);
        var rows = await new BaselineProver(connection, pool.Options.Schema, target.SearchPath, Math.Max(1, pool.Connector.Facts.LockBudget / 8))
            .CompareAsync(target, pool.Names(lane.Number), baseline, cancellationToken).ConfigureAwait(false);
        return proof with { Differences = rows, Duration = Stopwatch.GetElapsedTime(start) };
    }

    private async Task<BaselineModel> BaselineAsync(int version, CancellationToken cancellationToken)
    {
        var connection = await pool.Home.Connector.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        return await pool.Baselines.ReadAsync(connection, version, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<LaneRow>> FindAllAsync(CancellationToken cancellationToken)
    {
        if (await pool.Home.FindAsync(cancellationToken).ConfigureAwait(false) is not { } connection) return [];
        await using var _ = connection.ConfigureAwait(false);
        return await FindAsync(connection, cancellationToken).ConfigureAwait(false) is { } found ? found.Lanes : [];
    }

    private async Task<(LaneRow? Lane, bool IsLeased)> FindAsync(int number, CancellationToken cancellationToken)
    {
        if (await pool.Home.FindAsync(cancellationToken).ConfigureAwait(false) is not { } connection) return default;
        await using var _ = connection.ConfigureAwait(false);
        if (await FindAsync(connection, cancellationToken).ConfigureAwait(false) is not var (template, _, lanes)) return default;
        var holders = await pool.Registry.HoldersAsync(connection, template, cancellationToken).ConfigureAwait(false);
        return (lanes.FirstOrDefault(lane => lane.Number == number), holders.Any(holder => holder.LaneNumber == number));
    }

    private async Task<(int Template, int? Version, IReadOnlyList<LaneRow> Lanes)?> FindAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var state = await ToolSchema.AskAsync(connection, pool.Options.Schema, cancellationToken).ConfigureAwait(false);
        if (state is ToolSchemaState.Absent or ToolSchemaState.Reserved or ToolSchemaState.Foreign) return null;
        if (await pool.Registry.FindTemplateAsync(connection, cancellationToken).ConfigureAwait(false) is not { } template) return null;
        var version = await pool.Registry.FindVersionAsync(connection, template, pool.Template.Fingerprint, cancellationToken).ConfigureAwait(false);
        var lanes = await pool.Registry.LanesAsync(connection, template, cancellationToken).ConfigureAwait(false);
        foreach (var lane in lanes) pool.Remember(lane);
        return (template, version, [.. lanes.Where(lane => lane.State is not null)]);
    }

    private static IReadOnlyList<string> PartsOf(LaneRow lane) => lane.Database is { } database ? [database] : lane.Schemas;

    private static LaneException NotReady(LaneRow lane) => new(
        $"Lane {lane.Number} ({lane.Name}) is {(lane.State == LaneState.Quarantined ? "quarantined" : "being made, or was left half made")}, " +
        "so it cannot be reset; it is made anew by its next lease, or by pglanes up.")
    {
        LaneNumber = lane.Number,
    };

    private LaneException NotThere(int number, string what) => new(
        $"Lane {number} ({LaneNaming.Name(pool.Options, number)}) is not there, so it cannot be {what}; make it first (EnsureAsync, or pglanes up).")
    {
        LaneNumber = number,
    };
}
