using Npgsql;

namespace PgLanes.Tests;

/// <summary>What may happen to a template, or to its server, between two looks at it.</summary>
public sealed class TemplateMarkTests(Servers servers)
{
    /// <summary>The first object of a kind in a template that has only tables, and a change of it.</summary>
    public static TheoryData<string, string> Firsts => new()
    {
        { "CREATE VIEW v AS SELECT n FROM t", "CREATE OR REPLACE VIEW v AS SELECT n FROM t WHERE n > 0" },
        { "CREATE MATERIALIZED VIEW v AS SELECT n FROM t", "COMMENT ON MATERIALIZED VIEW v IS 'c'" },
        { "COMMENT ON TABLE t IS 'one'", "COMMENT ON TABLE t IS 'two'" },
        { "COMMENT ON COLUMN t.n IS 'one'", "COMMENT ON COLUMN t.n IS NULL" },
        { "COMMENT ON SCHEMA public IS 'one'", "COMMENT ON SCHEMA public IS 'two'" },
        { "CREATE POLICY p ON t", "ALTER POLICY p ON t USING (n > 0)" },
        { "CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING", "CREATE OR REPLACE RULE r AS ON DELETE TO t DO ALSO NOTHING" },
        { "CREATE DOMAIN d AS text", "ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE <> '')" },
        { "CREATE TYPE d AS RANGE (subtype = integer)", "COMMENT ON TYPE d IS 'c'" },
        { "CREATE TYPE d AS ENUM ('a')", "ALTER TYPE d ADD VALUE 'b'" },
        { "CREATE TYPE d AS (a integer)", "ALTER TYPE d ADD ATTRIBUTE b text" },
        { "CREATE COLLATION d (LOCALE = 'C')", "COMMENT ON COLLATION d IS 'c'" },
        { "CREATE STATISTICS s ON n, m FROM t", "ALTER STATISTICS s SET STATISTICS 7" },
        { "CREATE TEXT SEARCH CONFIGURATION s (COPY = simple)", "ALTER TEXT SEARCH CONFIGURATION s DROP MAPPING FOR word" },
        { "CREATE TEXT SEARCH DICTIONARY s (TEMPLATE = simple)", "ALTER TEXT SEARCH DICTIONARY s (Accept = false)" },
        { "CREATE AGGREGATE s (integer) (SFUNC = int4pl, STYPE = integer)", "CREATE OR REPLACE AGGREGATE s (integer) (SFUNC = int4mul, STYPE = integer)" },
        { "CREATE OPERATOR <<+>> (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4lt)", "ALTER OPERATOR <<+>> (integer, integer) SET (RESTRICT = eqsel)" },
        { "CREATE OPERATOR FAMILY s USING btree", "ALTER OPERATOR FAMILY s USING btree ADD FUNCTION 1 (int2, int8) btint28cmp(int2, int8)" },
        { "CREATE TABLE part (n integer) PARTITION BY LIST (n)", "CREATE TABLE part_1 PARTITION OF part FOR VALUES IN (1)" },
        { "CREATE TABLE child () INHERITS (t)", "ALTER TABLE child NO INHERIT t" },
        { "GRANT SELECT ON t TO pg_monitor", "REVOKE SELECT ON t FROM pg_monitor" },
        { "GRANT SELECT ON t TO PUBLIC", "REVOKE SELECT ON t FROM PUBLIC" },
        { "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC", "ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM PUBLIC" },
        { "ALTER TABLE t OWNER TO pg_monitor", "ALTER TABLE t OWNER TO CURRENT_USER" },
        { "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'", "CREATE TRIGGER f BEFORE INSERT ON t EXECUTE FUNCTION f()" },
        { "CREATE SEQUENCE s OWNED BY t.n", "ALTER SEQUENCE s OWNED BY t.m" },
        { "CREATE INDEX i ON t (n)", "ALTER INDEX i SET (fillfactor = 50)" },
        { "CREATE SCHEMA other; CREATE FUNCTION other.f() RETURNS integer LANGUAGE sql AS 'SELECT 1'", "ALTER FUNCTION other.f() RENAME TO g" },
    };

    [Theory]
    [MemberData(nameof(Firsts))]
    public async Task The_first_object_of_a_kind_is_seen_and_its_change_too(string first, string change)
    {
        await using var database = await servers.TakeDatabaseAsync(Servers.Versions[0]);
        await database.ExecuteAsync("CREATE TABLE t (n integer, m integer); INSERT INTO t VALUES (1, 1);");
        var before = await UnchangedTemplateTests.MarkAsync(database);
        await database.ScalarAsync<int>(first);
        var between = await UnchangedTemplateTests.MarkAsync(database);
        await database.ScalarAsync<int>(change);
        var after = await UnchangedTemplateTests.MarkAsync(database);
        between.ShouldNotBe(before);
        after.ShouldNotBe(between);
    }

    [Fact]
    public async Task What_another_session_has_not_committed_is_not_in_the_mark_and_is_seen_once_it_is()
    {
        await using var database = await FilledAsync();
        await using var other = await database.OpenAsync();
        foreach (var change in (string[])
                 ["UPDATE notes SET body = 'b'", "DELETE FROM notes", "TRUNCATE notes", "COMMENT ON TABLE notes IS 'c'", "ALTER TABLE orders ADD COLUMN more text"])
        {
            await using (await SharedPoolTests.OpenAsync(database))
            {
            }

            var before = await UnchangedTemplateTests.MarkAsync(database);
            await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using (var command = new NpgsqlCommand(change, other)) await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            // Who wants to read the table waits for one that is being altered.
            if (!change.StartsWith("TRUNCATE", StringComparison.Ordinal) && !change.StartsWith("ALTER", StringComparison.Ordinal))
                (await UnchangedTemplateTests.MarkAsync(database)).ShouldBe(before);
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
            (await UnchangedTemplateTests.MarkAsync(database)).ShouldNotBe(before, change);
        }
    }

    [Fact]
    public async Task What_is_committed_while_the_template_is_read_is_not_taken_for_what_was_read()
    {
        await using var database = await FilledAsync();
        await database.ExecuteAsync(
            "CREATE SCHEMA slow; CREATE FUNCTION slow.nap() RETURNS boolean LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.4); RETURN true; END'; DELETE FROM orders;");
        var options = new LanePoolOptions { MaxLanes = 1, Data = BaselineData.All.Where("customers", "slow.nap()") };
        var opening = LanePool.OpenAsync(database.ConnectionString, options, TestContext.Current.CancellationToken);
        var step = 0;
        for (; !opening.IsCompleted; step++)
        {
            await database.ScalarAsync<int>($"UPDATE notes SET body = '{step}'");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await using (var pool = await opening)
        {
            (await Should.ThrowAsync<TemplateException>(() => pool.EnsureAsync(1))).Message.ShouldContain("changed after this pool was opened");
            (await pool.GetStatusAsync()).ShouldAllBe(lane => !lane.Fresh);
        }

        await using var next = await LanePool.OpenAsync(database.ConnectionString, options, TestContext.Current.CancellationToken);
        next.IsRecognized.ShouldBeFalse();
        await using var lane = await next.LeaseAsync(TestContext.Current.CancellationToken);
        (await lane.DataSource.CreateCommand("SELECT body FROM notes").ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe($"{step - 1}");
    }

    [Fact]
    public async Task Freezing_is_no_change_and_a_table_that_was_written_anew_costs_a_full_read_and_no_lane()
    {
        await using var database = await FilledAsync();
        await database.ScalarAsync<int>("VACUUM (FREEZE, ANALYZE)");
        (await OpenAndLeaseAsync(database)).ShouldBe((true, false));
        await database.ScalarAsync<int>("DELETE FROM notes WHERE id = 1");
        (await OpenAndLeaseAsync(database)).ShouldBe((false, true));
        await database.ScalarAsync<int>("VACUUM FULL notes");
        (await OpenAndLeaseAsync(database)).ShouldBe((false, false));
        (await OpenAndLeaseAsync(database)).ShouldBe((true, false));
    }

    [Fact]
    public async Task What_was_copied_with_the_template_into_another_database_does_not_count_there()
    {
        await using var database = await FilledAsync();
        await using var copy = await servers.CreateDatabaseAsync();
        await using (var server = new NpgsqlConnection(copy.Server.ConnectionString))
        {
            await server.OpenAsync(TestContext.Current.CancellationToken);
            foreach (var statement in (string[])[$"DROP DATABASE {copy.Name}", $"CREATE DATABASE {copy.Name} TEMPLATE {database.Name}"])
            {
                await using var command = new NpgsqlCommand(statement, server);
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            }
        }

        (await copy.ScalarAsync<uint>("SELECT 'notes'::regclass::oid")).ShouldBe(await database.ScalarAsync<uint>("SELECT 'notes'::regclass::oid"));
        await using var pool = await SharedPoolTests.OpenAsync(copy);
        pool.IsRecognized.ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_dump_says_of_a_template_that_was_seen_elsewhere_does_not_count()
    {
        await using var database = await FilledAsync();
        // As if every object and row had come out of the dump with the ids that they had: all but the rows that the restore itself wrote.
        await database.ExecuteAsync(
            "CREATE TEMP TABLE dump AS TABLE pglanes.sightings; DELETE FROM pglanes.sightings; INSERT INTO pglanes.sightings SELECT * FROM dump;");
        (await OpenAndLeaseAsync(database)).ShouldBe((false, false));
    }

    [Theory]
    [MemberData(nameof(Servers.Ends), MemberType = typeof(Servers))]
    public async Task A_plain_role_recognizes_its_template_and_sees_what_others_do_to_it_and_to_its_roles(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await using var role = await PlainRole.CreateAsync(database);
        await using var friend = await PlainRole.CreateAsync(database);
        await database.ExecuteAsync($"SET ROLE {role.Name}; {LanePoolTests.Shop} INSERT INTO notes (body) VALUES ('n'); GRANT SELECT ON notes TO {friend.Name};");
        async Task<bool> OpenAsync()
        {
            await using var pool = await LanePool.OpenAsync(role.ConnectionString, new LanePoolOptions { MaxLanes = 1 }, TestContext.Current.CancellationToken);
            await (await pool.LeaseAsync(TestContext.Current.CancellationToken)).DisposeAsync();
            return pool.IsRecognized;
        }

        (await OpenAsync()).ShouldBeFalse();
        (await OpenAsync()).ShouldBeTrue();
        foreach (var change in (string[])
                 [
                     "UPDATE notes SET body = body", "SELECT nextval('notes_id_seq')", $"GRANT UPDATE ON notes TO {friend.Name}", $"GRANT {friend.Name} TO {role.Name}",
                     $"ALTER ROLE {friend.Name} SUPERUSER",
                 ])
        {
            await database.ScalarAsync<int>(change);
            (await OpenAsync()).ShouldBeFalse(change);
            (await OpenAsync()).ShouldBeTrue(change);
        }
    }

    private async Task<TestDatabase> FilledAsync()
    {
        var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await database.ExecuteAsync("INSERT INTO notes (body) VALUES ('one'), ('two'), ('three')");
        await OpenAndLeaseAsync(database);
        return database;
    }

    // Whether the template was recognized, and whether the lane had to be made.
    private static async Task<(bool IsRecognized, bool IsMade)> OpenAndLeaseAsync(TestDatabase database)
    {
        await using var pool = await SharedPoolTests.OpenAsync(database, lanes: 1);
        return (pool.IsRecognized, (await pool.EnsureAsync(1)).Single().Created);
    }
}
