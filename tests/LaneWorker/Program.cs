using LaneWorker;
using Npgsql;
using PgLanes;

// A process that makes, leases, resets and drops lanes over and over, and writes on each line what it begins: what tests kill, and cut off
// from the server. Arguments: the connection string, the number of lanes, and "migrating" where it is to migrate and never come to the end of that,
// "sealed" where the first round's lanes are to be, "changing" where that round begins in its middle, with a change of the template.
var options = new LanePoolOptions { Schemas = ["app", "Odd \"name"], MaxLanes = int.Parse(args[1]), ResetOn = ResetOn.Lease | ResetOn.Return };
var beginsInMiddle = args.Contains("changing");
if (args.Contains("sealed")) options = options with { Seal = true };
if (args is [_, _, "migrating"])
{
    options = options with
    {
        MigrateAsync = async (connectionString, ct) =>
        {
            await Work.ExecuteAsync(connectionString, "CREATE SCHEMA app; CREATE TABLE app.half (id integer)").ConfigureAwait(false);
            Steps.Say("migrating");
            await Task.Delay(Timeout.Infinite, ct).ConfigureAwait(false);
        },
    };
}

// Whoever started this process holds its input open: if that one is killed, this one is not left behind.
_ = Task.Run(() =>
{
    while (Console.In.Read() >= 0) Thread.Yield();
    Environment.Exit(1);
});
while (true)
{
    try
    {
        await RoundAsync().ConfigureAwait(false);
    }
    catch (Exception error) when (error is LaneException || Work.IsLost(error))
    {
        // A session was ended, or the server: that is told as what it is, and the next round goes on.
        Steps.Say($"lost: {error.GetType().Name}: {error.Message}");
        await Task.Delay(20).ConfigureAwait(false);
    }
}

async Task RoundAsync()
{
    if (!beginsInMiddle) await LaneRoundAsync(drops: false).ConfigureAwait(false);
    beginsInMiddle = false;
    Steps.Say("changing");
    await Work.ExecuteAsync(args[0], "INSERT INTO app.t1 (body) VALUES ('new')").ConfigureAwait(false);
    await LaneRoundAsync(drops: true).ConfigureAwait(false);
    options = options with { Seal = !options.Seal };
}

async Task LaneRoundAsync(bool drops)
{
    Steps.Say("opening");
    var pool = await LanePool.OpenAsync(args[0], options).ConfigureAwait(false);
    await using var _ = pool.ConfigureAwait(false);
    Steps.Say("storing");
    await pool.EnsureAsync(options.MaxLanes, new Steps()).ConfigureAwait(false);
    Steps.Say("leasing");
    var lane = await pool.LeaseAsync().ConfigureAwait(false);
    await using (lane.ConfigureAwait(false))
    {
        Steps.Say("writing");
        await Work.ExecuteAsync(lane.ConnectionString, "INSERT INTO t2 (body) VALUES ('dirt'); DELETE FROM t3; UPDATE t4 SET body = body || '!'").ConfigureAwait(false);
        Steps.Say("resetting");
        await lane.ResetAsync().ConfigureAwait(false);
        await Work.ExecuteAsync(lane.ConnectionString, "TRUNCATE t5; SELECT nextval('t6_id_seq')").ConfigureAwait(false);
        Steps.Say("returning");
    }

    if (!drops) return;
    Steps.Say("dropping");
    await pool.DropAsync().ConfigureAwait(false);
    Steps.Say("dropped");
}
