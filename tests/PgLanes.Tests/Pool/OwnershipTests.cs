using Npgsql;

namespace PgLanes.Tests;

/// <summary>Only what the registry and a comment both name as a lane's is dropped.</summary>
public sealed class OwnershipTests(Servers servers)
{
    private const string Else = """"
        CREATE SCHEMA "it's ""other"""; CREATE TABLE "it's ""other"""."t 1" (id serial PRIMARY KEY, body text); INSERT INTO "it's ""other"""."t 1" (body) VALUES ('x');
        CREATE SCHEMA test_worker_9; CREATE TABLE test_worker_9.precious AS SELECT 1 AS id; COMMENT ON SCHEMA test_worker_9 IS 'Made by PgLanes, I say';
        CREATE SCHEMA second; CREATE TABLE second.things (id serial PRIMARY KEY, body text); INSERT INTO second.things (body) VALUES ('thing');
        """";

    [Theory]
    [InlineData("UPDATE pglanes.lanes SET schemas = ARRAY['public'] WHERE number = 1")]
    [InlineData("UPDATE pglanes.lanes SET schemas = ARRAY['public'], mark = '' WHERE number = 1")]
    [InlineData("UPDATE pglanes.lanes SET schemas = ARRAY['second1'], mark = 'note' WHERE number = 1; CREATE SCHEMA second1; COMMENT ON SCHEMA second1 IS 'a note'")]
    [InlineData("UPDATE pglanes.lanes SET schemas = ARRAY['pglanes'], mark = '' WHERE number = 1")]
    public async Task A_registry_that_names_what_is_no_lane_is_not_trusted(string tampering)
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var pool = await SharedPoolTests.OpenAsync(database);
        await pool.EnsureAsync(2);
        await database.ExecuteAsync(tampering + "; UPDATE pglanes.lanes SET state = 'quarantined' WHERE number = 1");
        var before = await SharedPoolTests.SchemasAsync(database);
        (await Should.ThrowAsync<TemplateException>(() => pool.DropAsync())).Message.ShouldContain("pglanes.lanes");
        await Should.ThrowAsync<TemplateException>(() => pool.LeaseAsync(1));
        await Should.ThrowAsync<TemplateException>(() => pool.EnsureAsync(1));
        (await SharedPoolTests.SchemasAsync(database)).ShouldBe(before);
        (await database.ScalarAsync<long>("SELECT count(*) FROM public.customers")).ShouldBe(2);
    }

    [Fact]
    public async Task A_registry_that_names_another_templates_schema_drops_nothing_of_it()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop + Else);
        await using var pool = await SharedPoolTests.OpenAsync(database);
        await pool.EnsureAsync(1);
        await database.ExecuteAsync("ALTER SCHEMA second RENAME TO second_1; UPDATE pglanes.lanes SET schemas = ARRAY['second_1'] WHERE number = 1");
        (await pool.DropAsync()).ShouldBeEmpty();
        (await database.ScalarAsync<long>("SELECT count(*) FROM second_1.things")).ShouldBe(1);
    }

    [Fact]
    public async Task What_depends_on_a_lane_from_outside_is_not_dropped_with_it()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop + Else);
        await using var pool = await SharedPoolTests.OpenAsync(database);
        await pool.EnsureAsync(2);
        await database.ExecuteAsync("CREATE VIEW second.of_lane AS SELECT id FROM test_worker_1.notes; ALTER TABLE public.notes ADD COLUMN more text");
        (await Should.ThrowAsync<TemplateException>(() => pool.DropAsync())).Message.ShouldContain("of_lane");
        await using (var changed = await SharedPoolTests.OpenAsync(database))
            (await Should.ThrowAsync<TemplateException>(() => changed.LeaseAsync(1))).Message.ShouldContain("of_lane");
        (await database.ScalarAsync<long>("SELECT count(*) FROM second.of_lane")).ShouldBe(0);
        await database.ExecuteAsync("DROP VIEW second.of_lane");
        (await pool.DropAsync()).Count.ShouldBe(2);
    }

    // Servers of other versions come without pg_dump.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Everything_else_in_the_database_is_dumped_the_same_before_and_after(bool isSealed)
    {
        await using var database = await servers.CreateDatabaseAsync(15);
        await database.ExecuteAsync(LanePoolTests.Shop + Else);
        var options = new LanePoolOptions { MaxLanes = 2, NameFormat = "Lane \"{0}'s", Seal = isSealed };
        await using var other = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { Schemas = ["second"], NameFormat = "second_{0}", MaxLanes = 1 });
        await other.EnsureAsync(1);
        string[] mine = ["--exclude-schema", "?ane *", "--exclude-schema", "pglanes"];
        var before = await PgDump.WholeAsync(database.ConnectionString, mine);
        before.ShouldContain("second_1");
        await using (var pool = await LanePool.OpenAsync(database.ConnectionString, options))
        {
            await pool.EnsureAsync(2);
            (await PgDump.WholeAsync(database.ConnectionString, mine)).ShouldBe(before);
            await using (var lane = await pool.LeaseAsync())
            {
                await lane.DataSource.CreateCommand("DELETE FROM orders; INSERT INTO notes (body) VALUES ('x')").ExecuteNonQueryAsync();
                await lane.ResetAsync();
                (await PgDump.WholeAsync(database.ConnectionString, mine)).ShouldBe(before);
            }

            (await pool.DropAsync()).Count.ShouldBe(2);
        }

        (await PgDump.WholeAsync(database.ConnectionString, mine)).ShouldBe(before);
        (await other.VerifyAsync()).Single().IsIdentical.ShouldBeTrue();
        (await SharedPoolTests.SchemasAsync(database)).ShouldNotContain("Lane \"1's");
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_second_role_is_told_whose_the_registry_is(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await using var first = await PlainRole.CreateAsync(database);
        await using var second = await PlainRole.CreateAsync(database);
        await database.ExecuteAsync($"SET LOCAL ROLE {first.Name}; {LanePoolTests.Shop} GRANT SELECT ON ALL TABLES IN SCHEMA public TO PUBLIC; GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO PUBLIC;");
        await using (var pool = await LanePool.OpenAsync(first.ConnectionString, new LanePoolOptions { MaxLanes = 1 })) await pool.EnsureAsync(1);
        foreach (var use in new Func<Task>[] { () => LanePool.OpenAsync(second.ConnectionString), () => LanePool.DropAllAsync(second.ConnectionString) })
        {
            var refused = await Should.ThrowAsync<TemplateException>(use);
            refused.Message.ShouldContain($"GRANT {first.Name} TO {second.Name}");
            refused.ObjectName.ShouldBe("pglanes");
        }

        var own = new LanePoolOptions { MaxLanes = 1, Schema = "second_registry", NameFormat = "second_{0}" };
        await using (var pool = await LanePool.OpenAsync(second.ConnectionString, own))
        {
            await using (var lane = await pool.LeaseAsync()) await lane.ResetAsync();
            (await pool.DropAsync()).ShouldBe(["second_1"]);
        }
        await using (var pool = await LanePool.OpenAsync(first.ConnectionString, new LanePoolOptions { MaxLanes = 1 })) (await pool.DropAsync()).Count.ShouldBe(1);
    }
}
