using PgLanes.Hosting;

namespace PgLanes.Tests;

public sealed class DefinitionTests(Servers servers)
{
    /// <summary>What a test may do to definitions, and what the warning then names.</summary>
    public static TheoryData<string, string> Changes => new()
    {
        { "CREATE TABLE extra (id integer)", "extra" },
        { "ALTER TABLE notes ADD COLUMN extra integer", "notes" },
        { "ALTER TABLE notes ALTER COLUMN body SET NOT NULL", "body" },
        { "ALTER TABLE notes ALTER COLUMN body SET DEFAULT 'x'", "body" },
        { "ALTER TABLE customers DROP CONSTRAINT customers_email_key CASCADE", "customers_email_key" },
        { "CREATE INDEX extra ON notes (body)", "extra" },
        { "CREATE FUNCTION extra() RETURNS integer LANGUAGE sql AS 'SELECT 1'", "extra" },
        { "CREATE OR REPLACE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 2'", "one" },
        { "CREATE OR REPLACE VIEW all_notes AS SELECT id, 'x' || body AS body FROM notes", "all_notes" },
        { "ALTER TYPE mood ADD VALUE 'merry'", "mood" },
        { "ALTER TABLE notes DISABLE TRIGGER same", "same" },
        { "GRANT SELECT ON notes TO PUBLIC", "notes" },
        { "ALTER SEQUENCE notes_id_seq INCREMENT 5", "notes_id_seq" },
        { "COMMENT ON TABLE notes IS 'x'", "notes" },
        { "COMMENT ON COLUMN notes.body IS NULL", "body" },
        { "COMMENT ON FUNCTION one() IS 'x'", "one" },
        { "ALTER TYPE place ADD ATTRIBUTE extra text", "place" },
        { "ALTER TABLE notes DISABLE TRIGGER ALL", "notes" },
        { "ALTER TABLE orders ENABLE ROW LEVEL SECURITY", "orders" },
        { "CREATE POLICY extra ON orders USING (true)", "extra" },
        { "CREATE RULE extra AS ON DELETE TO notes DO INSTEAD NOTHING", "extra" },
        { "ALTER INDEX customers_email_key RENAME TO extra", "extra" },
        { "DROP TABLE notes CASCADE", "notes" },
        { "DROP INDEX notes_by_body", "notes_by_body" },
        { "CREATE OR REPLACE TRIGGER same BEFORE UPDATE ON notes FOR EACH ROW WHEN (NEW.id > 1) EXECUTE FUNCTION same_row()", "same" },
        { "CREATE OR REPLACE TRIGGER same BEFORE UPDATE OF body ON notes FOR EACH ROW EXECUTE FUNCTION same_row()", "same" },
        { "ALTER TABLE notes DROP CONSTRAINT short, ADD CONSTRAINT short CHECK (length(body) < 1000)", "short" },
        { "CREATE OR REPLACE RULE kept AS ON DELETE TO laws DO INSTEAD SELECT 1", "kept" },
        { "ALTER SEQUENCE notes_id_seq OWNED BY NONE", "notes_id_seq" },
        { "ALTER OPERATOR === (integer, integer) SET (RESTRICT = eqsel)", "===" },
        { "ALTER TEXT SEARCH CONFIGURATION plain DROP MAPPING FOR int", "plain" },
        { "ALTER TEXT SEARCH DICTIONARY words (accept = false)", "words" },
        { "CREATE CAST (place AS text) WITH INOUT", "place" },
        { "ALTER STATISTICS pairs SET STATISTICS 50", "pairs" },
        { "ALTER TABLE guarded ALTER state SET DEFAULT 'b'", "guarded" },
        { "REVOKE SELECT (state) ON guarded FROM PUBLIC", "guarded" },
        { "ALTER COLLATION letters RENAME TO extra", "extra" },
        { "ALTER CONVERSION letters RENAME TO extra", "extra" },
        { "ALTER TEXT SEARCH CONFIGURATION plain RENAME TO extra", "extra" },
        { "ALTER TABLE places NOT OF", "places" },
        { "ALTER DEFAULT PRIVILEGES IN SCHEMA test_worker_1 GRANT INSERT ON TABLES TO PUBLIC", "" },
    };

    private const string Template = LanePoolTests.Shop + """
        CREATE TYPE mood AS ENUM ('calm');
        CREATE TYPE place AS (street text);
        COMMENT ON COLUMN notes.body IS 'what was noted';
        CREATE INDEX notes_by_body ON notes (body);
        CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1';
        CREATE VIEW all_notes AS SELECT id, body FROM notes;
        CREATE FUNCTION same_row() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TRIGGER same BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION same_row();
        ALTER TABLE notes ADD CONSTRAINT short CHECK (length(body) < 10000);
        CREATE TABLE laws (id integer);
        CREATE RULE kept AS ON DELETE TO laws DO INSTEAD NOTHING;
        CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq);
        CREATE TEXT SEARCH CONFIGURATION plain (COPY = simple);
        CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple);
        CREATE STATISTICS pairs ON id, body FROM notes;
        CREATE TABLE guarded (state text DEFAULT 'a'); GRANT SELECT (state) ON guarded TO PUBLIC;
        CREATE COLLATION letters FROM "C";
        CREATE CONVERSION letters FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
        CREATE TYPE spot AS (x integer);
        CREATE TABLE places OF spot;
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC;
        """;

    [Fact]
    public async Task A_changed_definition_is_named_when_the_lane_is_returned_and_gone_at_the_next_lease()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(Template);
        using var log = new LogLines();
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1, LoggerFactory = log });
        foreach (var (change, named) in Changes.Select(row => row.Data))
        {
            var before = log.Warnings.Count;
            await using (var lane = await pool.LeaseAsync()) await lane.DataSource.CreateCommand(change).ExecuteNonQueryAsync();
            var warning = log.Warnings.Skip(before).ShouldHaveSingleItem(change);
            warning.ShouldStartWith("Definitions of lane 1 (test_worker_1) were changed", customMessage: change);
            warning.ShouldContain(named, customMessage: change);
            (await pool.GetStatusAsync()).Single().State.ShouldBe(LaneState.Quarantined, change);
        }

        await using var last = await pool.LeaseAsync();
        (await pool.VerifyAsync()).Single().Differences.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Writes_resets_and_maintenance_change_no_definition(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await database.ExecuteAsync(ResetTests.Template);
        using var log = new LogLines();
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1, LoggerFactory = log });
        await using (var lane = await pool.LeaseAsync())
        {
            await using var session = await lane.DataSource.OpenConnectionAsync();
            foreach (var sql in ResetTests.Dirt.Concat(["ANALYZE", "VACUUM", "VACUUM FULL people", "CLUSTER people USING people_pkey", "ALTER SEQUENCE people_id_seq RESTART"]))
            {
                await using var command = new Npgsql.NpgsqlCommand(sql, session);
                await command.ExecuteNonQueryAsync();
                command.CommandText = "SELECT pglanes.reset()";
                await command.ExecuteNonQueryAsync();
            }
        }

        log.Warnings.ShouldBeEmpty();
        await using var again = await pool.LeaseAsync();
        log.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(LaneKind.Schema)]
    [InlineData(LaneKind.Database)]
    public async Task A_reset_from_outside_makes_a_free_lane_anew_whose_definitions_were_changed(LaneKind kind)
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop + """
            CREATE TABLE events (day date) PARTITION BY RANGE (day);
            CREATE TABLE events_new PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2030-01-01');
            """);
        using var log = new LogLines();
        var options = new LanePoolOptions { MaxLanes = 1, Kind = kind, LoggerFactory = log, NameFormat = database.Name + "_{0}" };
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, options);
        await pool.EnsureAsync(1);
        const string Change = "CREATE TABLE events_old PARTITION OF events DEFAULT; INSERT INTO events VALUES ('1999-01-01')";
        await using (var outside = new Npgsql.NpgsqlConnection(pool.GetAddress(1).ConnectionString + ";Pooling=false"))
        {
            await outside.OpenAsync();
            await using var command = new Npgsql.NpgsqlCommand(Change, outside);
            await command.ExecuteNonQueryAsync();
        }

        var reset = await pool.ResetAsync(1);
        (reset.Tables, reset.Sequences, reset.Views).ShouldBe((await CountAsync('r'), await CountAsync('S'), 0));
        log.Warnings.ShouldHaveSingleItem().ShouldContain("events_old");
        (await pool.VerifyAsync()).Single().IsIdentical.ShouldBeTrue();
        (await pool.ResetAsync(1)).Tables.ShouldBe(0);

        // Its holder's return looks at it, and makes it anew after that.
        await using (var lane = await pool.LeaseAsync())
        {
            await lane.DataSource.CreateCommand(Change).ExecuteNonQueryAsync();
            (await pool.ResetAsync(1)).Tables.ShouldBe(0);
            log.Warnings.Count.ShouldBe(1);
            (await lane.DataSource.CreateCommand("SELECT count(*) FROM events").ExecuteScalarAsync()).ShouldBe(1L);
        }

        log.Warnings.Count.ShouldBe(2);
        (await pool.GetStatusAsync()).Single().State.ShouldBe(LaneState.Quarantined);
        await LanePool.DropAllAsync(database.ConnectionString, options);

        Task<int> CountAsync(char kindOfRelation) => database.ScalarAsync<int>(
            $"SELECT count(*)::integer FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = '{kindOfRelation}'");
    }

    [Fact]
    public async Task What_no_reset_undoes_is_reported_at_the_return()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        var role = $"left_{Guid.NewGuid():N}";
        using var log = new LogLines(role);
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1, LoggerFactory = log });
        var lane = await pool.LeaseAsync();
        await using var session = await database.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand($"SELECT pg_advisory_lock(7, 9); CREATE ROLE {role}", session);
        await command.ExecuteNonQueryAsync();
        await lane.DisposeAsync();
        await database.ExecuteAsync($"DROP ROLE {role}");
        log.Warnings.ShouldContain(warning => warning.Contains($"the role \"{role}\" was made", StringComparison.Ordinal));
        log.Warnings.ShouldContain(warning => warning.Contains($"pid {session.ProcessID} ", StringComparison.Ordinal)
            && warning.Contains("holds the advisory lock (7, 9)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_prepared_transaction_with_locks_in_the_lane_is_named_by_a_reset_and_reported_at_the_return()
    {
        await using var server = await PrivateServer.StartAsync(new PrivateServerOptions
        {
            Version = $"{Servers.Versions[0]}",
            Settings = new Dictionary<string, string> { ["max_prepared_transactions"] = "5" },
        });
        await using var database = await TestDatabase.CreateAsync(server);
        await database.ExecuteAsync(LanePoolTests.Shop);
        using var log = new LogLines();
        await using var pool = await LanePool.OpenAsync(
            database.ConnectionString, new LanePoolOptions { MaxLanes = 1, LoggerFactory = log, ResetTimeout = TimeSpan.FromMilliseconds(300) });
        await using (var lane = await pool.LeaseAsync())
        {
            await lane.DataSource.CreateCommand("BEGIN; LOCK TABLE notes; PREPARE TRANSACTION 'left over'").ExecuteNonQueryAsync();
            await database.ExecuteAsync("ALTER FUNCTION pglanes.reset() SET lock_timeout = '200ms'");
            await lane.DataSource.CreateCommand("UPDATE customers SET email = 'x' WHERE id = 1").ExecuteNonQueryAsync();
            var blocked = await Should.ThrowAsync<Npgsql.PostgresException>(() => lane.DataSource.CreateCommand("SELECT pglanes.reset()").ExecuteNonQueryAsync());
            blocked.MessageText.ShouldStartWith("lane 1 was not reset: the prepared transaction 'left over' has held a AccessExclusiveLock on test_worker_1.notes for ");
        }

        await using var session = await database.OpenAsync();
        await new Npgsql.NpgsqlCommand("ROLLBACK PREPARED 'left over'", session).ExecuteNonQueryAsync();
        string.Join('\n', log.Warnings).ShouldContain("the prepared transaction \"left over\" holds locks in the lane");
    }

    [Fact]
    public async Task A_condition_chooses_the_rows_of_a_table()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        var data = BaselineData.All.Where("customers", "id = 1").Where("public.orders", "amount > 12");
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1, Data = data });
        await using var lane = await pool.LeaseAsync();
        await lane.DataSource.CreateCommand("DELETE FROM orders; DELETE FROM customers").ExecuteNonQueryAsync();
        await lane.ResetAsync();
        (await lane.DataSource.CreateCommand("SELECT string_agg(email, ',') FROM customers").ExecuteScalarAsync()).ShouldBe("a@example.com");
        pool.Template.BaselineRows.ShouldBe(2);
    }
}
