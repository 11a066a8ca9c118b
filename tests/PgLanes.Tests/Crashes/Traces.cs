namespace PgLanes.Tests;

/// <summary>What is in the database beside the template.</summary>
internal static class Traces
{
    private const string Own = "a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.backend_type = 'client backend'";

    /// <summary>Makes all lanes, by a start as any other, and asserts that they are whole and that nothing else is there.</summary>
    public static async Task ShouldBeRepairedAsync(TestDatabase database)
    {
        await using (var pool = await LanePool.OpenAsync(database.ConnectionString, CrashServer.Options))
        {
            await pool.EnsureAsync(CrashServer.Lanes);
            (await pool.GetStatusAsync()).ShouldAllBe(lane => lane.State == LaneState.Ready && lane.Fresh);
            // Who makes a lane that is fresh need not clean it: a lease does.
            for (var number = 1; number <= CrashServer.Lanes; number++) await (await pool.LeaseAsync(number)).DisposeAsync();
            var proofs = await pool.VerifyAsync();
            proofs.Count.ShouldBe(CrashServer.Lanes);
            foreach (var proof in proofs) proof.IsIdentical.ShouldBeTrue(string.Join("; ", proof.Differences.Select(d => $"{d.ObjectName}: {d.Expected} / {d.Actual}").Concat(proof.Strays)));
        }

        (await SharedPoolTests.SchemasAsync(database)).ShouldBe(
            ["app", "Odd \"name", "pglanes", "public", .. Enumerable.Range(1, CrashServer.Lanes).SelectMany(i => (string[])[$"test_worker_{i}", $"test_worker_{i}_Odd \"name"])],
            ignoreOrder: true);
        (await database.ScalarAsync<string>(
            """
            SELECT concat_ws(' ', (SELECT count(*) FROM pglanes.templates), (SELECT count(*) FROM pglanes.versions), (SELECT count(*) FROM pglanes.lanes),
                (SELECT count(*) FROM pglanes.marks))
            """)).ShouldBe($"1 1 {CrashServer.Lanes} {CrashServer.Lanes}");
        (await database.ListAsync<string>(
            """
            SELECT c.relname::text FROM pg_class AS c WHERE c.relnamespace = 'pglanes'::regnamespace AND c.relname LIKE 'rows\_%'
            EXCEPT SELECT s ->> 'Store' FROM pglanes.versions AS v, jsonb_array_elements(v.baseline -> 'Tables') AS s
            """)).ShouldBeEmpty("No stored rows may be left of another state of the template.");
        (await database.ListAsync<string>(
            "SELECT regexp_replace(proname, '^.*_lane_', '') FROM pg_proc WHERE pronamespace = 'pglanes'::regnamespace AND proname ~ '^(reset|restore)_lane_' " +
            "EXCEPT SELECT id::text FROM pglanes.lanes WHERE state = 'ready'")).ShouldBeEmpty("No function may be left of a lane that is not there.");
        await ShouldHaveNoSessionAsync(database);
    }

    /// <summary>Drops all lanes and asserts that nothing is left of them.</summary>
    public static async Task ShouldLeaveNothingAsync(TestDatabase database)
    {
        await LanePool.DropAllAsync(database.ConnectionString, CrashServer.Options);
        (await SharedPoolTests.SchemasAsync(database)).ShouldBe(["app", "Odd \"name", "public"], ignoreOrder: true);
        await ShouldHaveNoSessionAsync(database);
        (await database.ListAsync<string>("SELECT rolname::text FROM pg_roles WHERE rolname ~ '^pglanes_'")).ShouldBeEmpty("The roles of sealed lanes go with them.");
        (await database.ScalarAsync<long>(
            "SELECT count(*) FROM pg_depend AS d WHERE d.refclassid = 'pg_namespace'::regclass AND NOT EXISTS (SELECT FROM pg_namespace AS n WHERE n.oid = d.refobjid)")).ShouldBe(0);
    }

    /// <summary>The server notices a closed connection a moment later, but nothing may stay.</summary>
    public static async Task ShouldHaveNoSessionAsync(TestDatabase database)
    {
        IReadOnlyList<string> left = [];
        await Eventually.HoldsAsync(() => $"sessions are left: {string.Join("; ", left)}", async () =>
        {
            left = await database.ListAsync<string>($"SELECT concat_ws(' ', a.application_name, a.state, a.query) FROM pg_stat_activity AS a WHERE {Own}");
            return left.Count == 0;
        });
        (await database.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")).ShouldBe(0);
    }
}
