using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Npgsql;

namespace PgLanes.Tests;

public sealed class ResetProperties(Servers servers)
{
    private static readonly string[] Ends = ["COMMIT", "COMMIT", "COMMIT", "ROLLBACK"];

    private static readonly string[] Ways = ["keeper", "sql", "sql in a transaction", "sql before writes", "sql twice", "sql rolled back"];

    private const int RunsOfABuild = 8;

    // Other seeds, and more runs, for whoever looks for faults; the same few in a build.
    private static readonly int Runs =
        Environment.GetEnvironmentVariable("PGLANES_TEST_RANDOM") is { Length: > 0 } runs ? int.Parse(runs, CultureInfo.InvariantCulture) : RunsOfABuild;

    public static TheoryData<int, bool> Roles
    {
        get
        {
            var roles = new TheoryData<int, bool>();
            foreach (var version in Servers.Versions)
            {
                roles.Add(version, false);
                roles.Add(version, true);
            }

            return roles;
        }
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Any_writes_and_any_reset_leave_every_row_as_it_was(int version, bool isPlain)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await using var role = isPlain ? await PlainRole.CreateAsync(database) : null;
        await database.ExecuteAsync((role is null ? "" : $"SET LOCAL ROLE {role.Name};") + ResetSamples.Template);
        await using var pool = await LanePool.OpenAsync(role?.ConnectionString ?? database.ConnectionString, new LanePoolOptions { MaxLanes = 1 });
        await using var lane = await pool.LeaseAsync();
        await using var session = await lane.DataSource.OpenConnectionAsync();
        var baseline = await LaneContents.ReadAsync(session);
        await using (var template = await database.OpenAsync()) (await LaneContents.ReadAsync(template)).ShouldBe(baseline, ignoreOrder: true);

        var step = from writes in Gen.Elements(
                       ResetTests.Dirt.Where(dirt => !dirt.StartsWith("REFRESH", StringComparison.Ordinal)).Concat(ResetSamples.Dirt)).NonEmptyListOf()
                   from end in Gen.Elements(Ends)
                   from way in Gen.Elements(Ways)
                   select (Writes: writes.Take(5).ToList(), end, way);
        // The property runs on its own thread, for FsCheck waits for each answer.
        await Task.Run(() => Prop.ForAll(step.ToArbitrary(), test =>
        {
            WriteAsync(session, test.Writes, test.end).GetAwaiter().GetResult();
            ResetAsync(lane, session, test.way).GetAwaiter().GetResult();
            var left = LaneContents.ReadAsync(session).GetAwaiter().GetResult();
            return left.Where(pair => baseline[pair.Key] != pair.Value).Select(pair => pair.Key).ToList() is { Count: 0 };
        }).Check(Runs == RunsOfABuild
            ? Config.QuickThrowOnFailure.WithMaxTest(Runs).WithReplay((ulong)version, 2027)
            : Config.QuickThrowOnFailure.WithMaxTest(Runs)));
        // A plain owner cannot read what policies hide.
        if (!isPlain) (await pool.VerifyAsync()).Single().IsIdentical.ShouldBeTrue();
    }

    // One write may make the next impossible; what was done before it stays.
    private static async Task WriteAsync(NpgsqlConnection session, IEnumerable<string> writes, string end)
    {
        await ExecuteAsync(session, "BEGIN");
        foreach (var write in writes)
        {
            await ExecuteAsync(session, "SAVEPOINT before");
            try
            {
                await ExecuteAsync(session, write);
            }
            catch (PostgresException exception) when (
                exception.SqlState.StartsWith("23", StringComparison.Ordinal) || exception.SqlState is "55006" or "25001" or "27000" or "2200H")
            {
                await ExecuteAsync(session, "ROLLBACK TO before");
            }
        }

        try
        {
            await ExecuteAsync(session, end);
        }
        catch (PostgresException exception) when (exception.SqlState.StartsWith("23", StringComparison.Ordinal))
        {
            await ExecuteAsync(session, "ROLLBACK");
        }
    }

    private static Task ResetAsync(Lane lane, NpgsqlConnection session, string way) => way switch
    {
        "keeper" => lane.ResetAsync(),
        "sql" => ExecuteAsync(session, "SELECT pglanes.reset()"),
        "sql in a transaction" => ExecuteAsync(session, "BEGIN; SELECT pglanes.reset(); COMMIT"),
        // What the same transaction writes after a reset is for the next.
        "sql before writes" => ExecuteAsync(
            session, "BEGIN; SELECT pglanes.reset(); INSERT INTO people (name) VALUES ('Zoe'); UPDATE bag SET colour = 'x'; COMMIT; SELECT pglanes.reset()"),
        "sql twice" => ExecuteAsync(session, "SELECT pglanes.reset(); SELECT pglanes.reset(); SELECT pglanes.reset()"),
        _ => ExecuteAsync(session, "BEGIN; SELECT pglanes.reset(); ROLLBACK; SELECT pglanes.reset()"),
    };

    private static async Task ExecuteAsync(NpgsqlConnection session, string sql)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync();
    }
}
