namespace PgLanes.Tests;

/// <summary>Rows whose values name objects, as resets bring them back.</summary>
public sealed class NamedRowTests(Servers servers)
{
    [Fact]
    public async Task Values_that_name_objects_name_the_lanes_own_after_a_reset()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await HoldsAsync(database);
    }

    [Fact]
    public async Task Values_that_name_objects_name_the_lanes_own_after_a_reset_by_a_plain_role()
    {
        await using var database = await PlainOwner.MakeAsync(servers, Servers.Versions[0], "");
        await HoldsAsync(database);
    }

    private static async Task HoldsAsync(TestDatabase database)
    {
        // What refers to the rows keeps a reset by a plain role from emptying their table.
        await database.ExecuteAsync(NamedRows.Template + """
            CREATE TABLE one.users (vals_id integer REFERENCES one.vals);
            INSERT INTO one.users VALUES (1), (2);
            """);
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { Schemas = ["one", "two"], MaxLanes = 1 });
        await using var lane = await pool.LeaseAsync();
        var rows = NamedRows.Moved(await NamedRows.ReadAsync(database, "one"), "test_worker_1", "test_worker_1_two");
        string[] changes =
        [
            "UPDATE {0}.vals SET c = 'pg_class', ts = NULL, composite = NULL", "DELETE FROM {0}.users; DELETE FROM {0}.vals", "TRUNCATE {0}.vals, {0}.users",
        ];
        foreach (var change in changes)
        {
            await database.ExecuteAsync(change.Replace("{0}", lane.Name, StringComparison.Ordinal));
            await lane.ResetAsync();
            (await NamedRows.ReadAsync(database, lane.Name)).ShouldBe(rows);
        }
    }
}
