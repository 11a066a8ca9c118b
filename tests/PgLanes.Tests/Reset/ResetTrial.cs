using Npgsql;

namespace PgLanes.Tests;

/// <summary>Makes a lane of a template, and asserts that resets undo what is done in it, in each of <see cref="ResetTests.Ways"/>.</summary>
internal static class ResetTrial
{
    /// <summary>Makes the template; returns its owner where the way wants a plain role, which the caller disposes.</summary>
    public static async Task<PlainRole?> CreateAsync(TestDatabase database, string way, string template)
    {
        var role = way == "plain role" ? await PlainRole.CreateAsync(database) : null;
        await database.ExecuteAsync((role is null ? "" : $"SET LOCAL ROLE {role.Name};") + template);
        return role;
    }

    /// <summary>Asserts that each change can be seen and is undone, and that the resets changed no definition.</summary>
    public static async Task ShouldUndoAsync(TestDatabase database, PlainRole? role, string way, params IReadOnlyList<string> changes)
    {
        using var log = new LogLines();
        await using var pool = await LanePool.OpenAsync(role?.ConnectionString ?? database.ConnectionString, new LanePoolOptions { MaxLanes = 1, LoggerFactory = log });
        await using (var lane = await pool.LeaseAsync())
        {
            await using var session = await lane.DataSource.OpenConnectionAsync();
            var before = await LaneContents.ReadAsync(session);
            foreach (var change in changes)
            {
                await ExecuteAsync(session, change);
                (await LaneContents.ReadAsync(session)).Where(left => before[left.Key] != left.Value).ShouldNotBeEmpty(change);
                if (way == "sql") await ExecuteAsync(session, "SELECT pglanes.reset()");
                else await lane.ResetAsync();
                (await LaneContents.ReadAsync(session)).ShouldBe(before, ignoreOrder: true, change);
            }
        }

        log.Warnings.ShouldBeEmpty();
        (await pool.VerifyAsync()).Single().IsIdentical.ShouldBeTrue();
    }

    private static async Task ExecuteAsync(NpgsqlConnection session, string sql)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync();
    }
}
