using System.Globalization;
using Npgsql;
using PgLanes.Catalog;
using PgLanes.Leasing;

namespace PgLanes.Reset;

/// <summary>Bounds how long work on a lane waits for the locks of others. Costs a timer, and nothing on the server until that is over.</summary>
internal sealed class BlockerWatch(LanePoolOptions options, Func<LaneRow, Connector> on)
{
    private static readonly string Query = KindReader.QueryText("blockers.sql");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Runs <paramref name="work"/>, however long it takes, but lets it wait no longer than the reset timeout for others.</summary>
    /// <param name="session">The connection that works.</param>
    /// <param name="lane">The lane that it works on.</param>
    /// <param name="what">What was not done if it fails, as a sentence begins: <c>Lane 3 was not reset</c>.</param>
    /// <param name="work">What to do.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="LaneBlockedException">Others held locks for longer than that, and were not to be ended or could not be.</exception>
    public async Task<T> RunAsync<T>(
        NpgsqlConnection session, LaneRow lane, string what, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = work(stop.Token);
        var ended = new HashSet<int>();
        while (true)
        {
            await ((Task)running).WaitAsync(options.ResetTimeout, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (running.IsCompleted || cancellationToken.IsCancellationRequested) return await running.ConfigureAwait(false);
            try
            {
                var blockers = await AskAsync(session.ProcessID, lane, options.EndBlockers, cancellationToken).ConfigureAwait(false);
                // Work that nobody blocks is slow, but not in vain.
                if (blockers.Count == 0) continue;
                // Others may be in the way of what comes next; one that was ended and is still there cannot be helped.
                if (blockers.TrueForAll(b => b.Ended && ended.Add(b.Blocker.Pid))) continue;

                throw Blocked(what, lane, [.. blockers.Select(b => b.Blocker)]);
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                // Asked before the work is stopped, as afterwards nobody blocks it.
                var refused = await RefusedAsync(session.ProcessID, what, lane, exception, cancellationToken).ConfigureAwait(false);
                await StopAsync(running, stop).ConfigureAwait(false);
                throw refused;
            }
            catch
            {
                await StopAsync(running, stop).ConfigureAwait(false);
                throw;
            }
        }
    }

    private static async Task StopAsync(Task running, CancellationTokenSource stop)
    {
        await stop.CancelAsync().ConfigureAwait(false);
        // How it ended is no longer of interest, only that the connection is free.
        await Task.WhenAny(running).ConfigureAwait(false);
    }

    private async Task<List<(LaneBlocker Blocker, bool Ended)>> AskAsync(int session, LaneRow lane, bool isEnding, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var connection = await on(lane).OpenAsync(patience.Token).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        return await Registry.ListAsync(
            connection, Query, [Registry.Number(session), Registry.Texts(lane.Schemas), Registry.Flag(isEnding)],
            row => (
                new LaneBlocker(
                    row.Number("pid"), row.Text("application"), row.TextOrNull("state"), row.TextOrNull("relation"), row.TextOrNull("mode"),
                    TimeSpan.FromSeconds(row.GetDouble(row.GetOrdinal("seconds")))),
                row.Flag("ended")),
            patience.Token).ConfigureAwait(false);
    }

    private async Task<LaneBlockedException> RefusedAsync(
        int session, string what, LaneRow lane, PostgresException exception, CancellationToken cancellationToken)
    {
        var blockers = await AskAsync(session, lane, isEnding: false, cancellationToken).ConfigureAwait(false);
        return new LaneBlockedException(
            $"{what}: {string.Join("; ", blockers.Select(b => b.Blocker.Describe()))}. EndBlockers is set, but the server refused to end it: " +
            $"{exception.MessageText}; grant the role pg_signal_backend, or end that transaction.", exception)
        {
            LaneNumber = lane.Number,
            Blockers = [.. blockers.Select(b => b.Blocker)],
        };
    }

    private LaneBlockedException Blocked(string what, LaneRow lane, IReadOnlyList<LaneBlocker> blockers) => new(
        string.Create(CultureInfo.InvariantCulture, $"{what}: {string.Join("; ", blockers.Select(b => b.Describe()))}. ") +
        (options.EndBlockers ? "End that transaction." : "End that transaction, or set LanePoolOptions.EndBlockers."))
    {
        LaneNumber = lane.Number,
        ObjectName = blockers.Select(b => b.Relation).FirstOrDefault(relation => relation is not null),
        Blockers = blockers,
    };
}
