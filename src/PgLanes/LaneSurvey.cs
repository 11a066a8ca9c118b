using System.Diagnostics;
using Npgsql;
using PgLanes.Catalog;
using PgLanes.Cloning;
using PgLanes.Leasing;
using PgLanes.Proof;
using PgLanes.Reset;
using PgLanes.Sql;

namespace PgLanes;

/// <summary>Asks and resets lanes from outside, without leasing them and without making the registry where it is not there.</summary>
internal sealed class LaneSurvey(PoolContext pool)
{
    private static readonly string BytesQuery = KindReader.QueryText("lane_bytes.sql");

    public async Task<IReadOnlyList<LaneStatus>> StatusAsync(CancellationToken cancellationToken)
    {
        var connection = await pool.Connector.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        if (await FindAsync(connection, cancellationToken).ConfigureAwait(false) is not var (template, version, lanes)) return [];
        var holders = (await pool.Registry.HoldersAsync(connection, template, cancellationToken).ConfigureAwait(false)).ToLookup(h => h.LaneNumber);
        var bytes = (await Registry.ListAsync(
            connection, BytesQuery, [Registry.Texts(lanes.SelectMany(lane => lane.Schemas))],
            row => (Schema: row.Text("schema"), Bytes: row.Long("bytes")), cancellationToken).ConfigureAwait(false)).ToDictionary(b => b.Schema, b => b.Bytes);
        return
        [
            .. lanes.Select(lane => new LaneStatus(
                lane.Number, lane.Name, pool.Options.Kind, lane.State!.Value, version is { } current && lane.IsFresh(current),
                lane.Schemas.Sum(schema => bytes.GetValueOrDefault(schema)), holders[lane.Number].FirstOrDefault())),
        ];
    }

    public async Task<LaneReset> ResetAsync(int number, CancellationToken cancellationToken)
    {
        var connection = await pool.Connector.OpenKeeperAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        var start = Stopwatch.GetTimestamp();
        var found = await FindAsync(connection, cancellationToken).ConfigureAwait(false);
        if (found is not { Lanes: var lanes } || lanes.FirstOrDefault(lane => lane.Number == number) is not { State: LaneState.Ready, IsPresent: true } lane)
            throw NotThere(number, "reset");
        var done = await new BlockerWatch(pool.Options, pool.Connector).RunAsync(
            connection, lane, $"Lane {number} was not reset",
            token => LaneResetter.RunAsync(connection, pool.Options.Schema, lane.Id, token), cancellationToken).ConfigureAwait(false);
        return new LaneReset(number, lane.Name, done.Tables, done.Sequences, done.Views, Stopwatch.GetElapsedTime(start));
    }

    public async Task<IReadOnlyList<LaneProof>> VerifyAsync(IReadOnlyCollection<int>? numbers, CancellationToken cancellationToken)
    {
        var connection = await pool.Connector.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        var found = await FindAsync(connection, cancellationToken).ConfigureAwait(false);
        var lanes = found is { } registered ? registered.Lanes : [];
        foreach (var number in numbers ?? [])
            if (!lanes.Any(lane => lane.Number == number)) throw NotThere(number, "verified");
        var proofs = new List<LaneProof>();
        foreach (var lane in lanes.Where(lane => numbers is null || numbers.Contains(lane.Number)))
            proofs.Add(await ProveAsync(connection, lane, cancellationToken).ConfigureAwait(false));
        return proofs;
    }

    private async Task<LaneProof> ProveAsync(NpgsqlConnection connection, LaneRow lane, CancellationToken cancellationToken)
    {
        if (lane.State == LaneState.Building)
        {
            var state = new LaneDifference($"{lane.Name}: state", "ready", "building, or left so by a process that ended");
            return new LaneProof(lane.Number, lane.Name, [state], [], TimeSpan.Zero);
        }

        var start = Stopwatch.GetTimestamp();
        var script = pool.Script(lane.Number);
        var proof = await LaneProver.ProveAsync(connection, lane.Number, script.Target, pool.Options.Schemas, cancellationToken).ConfigureAwait(false);
        // Rows can be compared only where the tables are as they were.
        if (!proof.IsIdentical || lane.Version is not { } version) return proof;
        var baseline = await pool.Baselines.ReadAsync(connection, version, cancellationToken).ConfigureAwait(false);
        var rows = await new BaselineProver(connection, pool.Options.Schema, script.SearchPath, Math.Max(1, pool.Connector.Facts.LockBudget / 8))
            .CompareAsync(script.Target, pool.Names(lane.Number), baseline, cancellationToken).ConfigureAwait(false);
        return proof with { Differences = rows, Duration = Stopwatch.GetElapsedTime(start) };
    }

    private async Task<(int Template, int? Version, IReadOnlyList<LaneRow> Lanes)?> FindAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var state = await ToolSchema.AskAsync(connection, pool.Options.Schema, cancellationToken).ConfigureAwait(false);
        if (state is ToolSchemaState.Absent or ToolSchemaState.Foreign) return null;
        if (await pool.Registry.FindTemplateAsync(connection, cancellationToken).ConfigureAwait(false) is not { } template) return null;
        var version = await pool.Registry.FindVersionAsync(connection, template, pool.Template.Fingerprint, cancellationToken).ConfigureAwait(false);
        var lanes = await pool.Registry.LanesAsync(connection, template, cancellationToken).ConfigureAwait(false);
        return (template, version, [.. lanes.Where(lane => lane.State is not null)]);
    }

    private LaneException NotThere(int number, string what) => new(
        $"Lane {number} ({LaneNaming.Schemas(pool.Options, number)[0]}) is not there, so it cannot be {what}; make it first (EnsureAsync, or pglanes up).")
    {
        LaneNumber = number,
    };
}
