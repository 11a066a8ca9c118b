using Npgsql;

namespace PgLanes.Tests;

/// <summary>What stands in the way of a reset, or in its sight: triggers and foreign keys of partitioned tables, sequences that came round, other resets.</summary>
public sealed class ObstacleTests(Servers servers)
{
    public static TheoryData<int, string> Ways => ResetTests.WaysOfEnds;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Rows_of_a_table_without_a_column_to_insert_come_back(int version, string way)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await using var role = await ResetTrial.CreateAsync(database, way, """
            CREATE TABLE nothing ();
            CREATE TABLE given (x integer GENERATED ALWAYS AS (1 + 1) STORED);
            INSERT INTO nothing DEFAULT VALUES;
            INSERT INTO nothing DEFAULT VALUES;
            INSERT INTO given DEFAULT VALUES;
            """);
        await ResetTrial.ShouldUndoAsync(database, role, way, "INSERT INTO nothing DEFAULT VALUES; INSERT INTO given DEFAULT VALUES", "DELETE FROM nothing; TRUNCATE given");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_check_that_reads_another_table_waits_until_that_is_filled(int version, string way)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await using var role = await ResetTrial.CreateAsync(database, way, """
            CREATE TABLE allowed_by (id integer PRIMARY KEY);
            CREATE TABLE kinds (id integer PRIMARY KEY);
            CREATE FUNCTION is_kind(integer) RETURNS boolean LANGUAGE sql AS 'SELECT EXISTS (SELECT FROM kinds WHERE id = $1)';
            INSERT INTO kinds VALUES (1), (2);
            INSERT INTO allowed_by VALUES (1);
            ALTER TABLE allowed_by ADD CONSTRAINT known CHECK (is_kind(id));
            COMMENT ON CONSTRAINT known ON allowed_by IS 'a kind';
            CREATE DOMAIN kind AS integer CHECK (is_kind(VALUE));
            CREATE TYPE pair AS (kind kind, other integer);
            CREATE TABLE allowed_ones (id integer PRIMARY KEY, kind kind);
            CREATE TABLE allowed_things (id integer REFERENCES allowed_ones, kinds kind[], pairs pair);
            CREATE TYPE span AS RANGE (subtype = kind);
            CREATE TABLE allowed_spans (span span, id integer, same kind GENERATED ALWAYS AS (id) STORED);
            CREATE TABLE a_child (one integer REFERENCES allowed_ones);
            CREATE TABLE a_circle (id integer PRIMARY KEY, kind kind);
            CREATE TABLE a_side (id integer PRIMARY KEY, circle integer REFERENCES a_circle);
            ALTER TABLE a_circle ADD side integer REFERENCES a_side DEFERRABLE;
            INSERT INTO allowed_ones VALUES (1, 1), (2, 2);
            INSERT INTO allowed_things VALUES (1, ARRAY[1, 2], '(1,2)');
            INSERT INTO allowed_spans (span, id) VALUES ('[1,2]', 1);
            INSERT INTO a_child VALUES (1); INSERT INTO a_circle VALUES (1, 1); INSERT INTO a_side VALUES (1, 1); UPDATE a_circle SET side = 1;
            """);
        await ResetTrial.ShouldUndoAsync(
            database, role, way, "DELETE FROM allowed_by; DELETE FROM kinds", "UPDATE kinds SET id = id + 10; TRUNCATE allowed_by",
            "DELETE FROM allowed_things; DELETE FROM kinds WHERE id = 2", "UPDATE allowed_ones SET kind = 2; DELETE FROM kinds WHERE id = 1", "TRUNCATE kinds, allowed_ones, allowed_things, a_child", "TRUNCATE kinds, a_circle, a_side",
            "TRUNCATE kinds, allowed_spans");
    }

    [Fact]
    public async Task A_trigger_that_waits_for_the_end_of_the_transaction_of_a_reset_writes_nothing_afterwards()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync("""
            CREATE TABLE log (what text);
            CREATE TABLE notes (id integer);
            CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (tg_op); RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER "Noted" AFTER INSERT ON notes DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note();
            """);
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1 });
        await using var lane = await pool.LeaseAsync();
        await using var session = await lane.DataSource.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("BEGIN; INSERT INTO notes VALUES (1); SELECT pglanes.reset(); COMMIT; SELECT count(*) FROM log", session);
        await command.ExecuteNonQueryAsync();
        (await pool.VerifyAsync()).Single().Differences.ShouldBeEmpty();
        // One that had nothing to undo leaves it to the transaction when triggers fire.
        await using var clean = new NpgsqlCommand("BEGIN; SELECT pglanes.reset(); INSERT INTO notes VALUES (1)", session);
        await clean.ExecuteNonQueryAsync();
        await using var count = new NpgsqlCommand("SELECT count(*) FROM log", session);
        (await count.ExecuteScalarAsync()).ShouldBe(0L);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_partitioned_table_that_forbids_to_be_truncated_is_truncated_with_what_it_refers_to(int version, string way)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await using var role = await ResetTrial.CreateAsync(database, way, """
            CREATE FUNCTION forbid() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'forbidden'; END $$;
            CREATE TABLE owners (id integer PRIMARY KEY);
            CREATE TABLE things (id integer, owner integer REFERENCES owners) PARTITION BY RANGE (id);
            CREATE TABLE things_of_now PARTITION OF things DEFAULT;
            CREATE TRIGGER "not; truncated" BEFORE TRUNCATE ON things EXECUTE FUNCTION forbid();
            INSERT INTO owners VALUES (1), (2);
            INSERT INTO things VALUES (1, 1), (2, 2);
            """);
        await ResetTrial.ShouldUndoAsync(database, role, way, "INSERT INTO owners SELECT generate_series(3, 50000)");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_foreign_key_between_partitioned_tables_is_one_between_all_their_partitions(int version, string way)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await using var role = await ResetTrial.CreateAsync(database, way, """
            CREATE TABLE zones (id integer PRIMARY KEY) PARTITION BY RANGE (id);
            CREATE TABLE zones_low PARTITION OF zones FOR VALUES FROM (0) TO (100) PARTITION BY RANGE (id);
            CREATE TABLE zones_lowest PARTITION OF zones_low DEFAULT;
            CREATE TABLE zones_rest PARTITION OF zones DEFAULT;
            CREATE TABLE areas (id integer PRIMARY KEY, zone integer REFERENCES zones) PARTITION BY RANGE (id);
            CREATE TABLE areas_low PARTITION OF areas FOR VALUES FROM (0) TO (100) PARTITION BY RANGE (id);
            CREATE TABLE areas_lowest PARTITION OF areas_low DEFAULT;
            CREATE TABLE areas_rest PARTITION OF areas DEFAULT;
            INSERT INTO zones VALUES (1), (2), (300);
            INSERT INTO areas VALUES (1, 1), (2, 2), (3, 300), (200, 2);
            """);
        await ResetTrial.ShouldUndoAsync(
            database, role, way,
            "INSERT INTO zones VALUES (3), (303); INSERT INTO areas VALUES (4, 3), (5, 303), (404, 3)",
            "DELETE FROM areas; DELETE FROM zones",
            "INSERT INTO zones VALUES (3); DELETE FROM areas WHERE zone = 1; DELETE FROM zones WHERE id = 1; INSERT INTO areas VALUES (1, 3)",
            "INSERT INTO zones SELECT generate_series(1000, 20000)");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task What_a_foreign_key_sets_off_on_the_whole_of_a_partitioned_table_is_set_aside(int version, string way)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await using var role = await ResetTrial.CreateAsync(database, way, """
            CREATE TABLE log (what text);
            CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (tg_op); RETURN NULL; END $$;
            CREATE TABLE owners (id integer PRIMARY KEY);
            CREATE TABLE gone_with (id integer PRIMARY KEY, owner integer REFERENCES owners ON DELETE CASCADE) PARTITION BY RANGE (id);
            CREATE TABLE gone_with_all PARTITION OF gone_with DEFAULT;
            CREATE TABLE ruled (LIKE gone_with, FOREIGN KEY (owner) REFERENCES owners ON DELETE CASCADE) PARTITION BY RANGE (id);
            CREATE TABLE ruled_all PARTITION OF ruled DEFAULT;
            CREATE TABLE emptied_by (LIKE gone_with, FOREIGN KEY (owner) REFERENCES owners ON DELETE SET NULL) PARTITION BY RANGE (id);
            CREATE TABLE emptied_by_all PARTITION OF emptied_by DEFAULT;
            CREATE TABLE plain (LIKE gone_with, FOREIGN KEY (owner) REFERENCES owners ON DELETE SET NULL);
            CREATE TRIGGER noted AFTER DELETE ON gone_with EXECUTE FUNCTION note();
            CREATE TRIGGER noted BEFORE UPDATE ON emptied_by EXECUTE FUNCTION note();
            CREATE RULE kept AS ON DELETE TO ruled DO INSTEAD NOTHING;
            CREATE RULE kept AS ON UPDATE TO plain DO INSTEAD NOTHING;
            INSERT INTO owners VALUES (1);
            INSERT INTO gone_with VALUES (1, 1);
            """);
        await ResetTrial.ShouldUndoAsync(database, role, way, "INSERT INTO owners VALUES (2)", "INSERT INTO owners VALUES (2); INSERT INTO gone_with VALUES (2, 2), (3, 1)");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_circle_sets_nothing_off_at_the_tables_of_it_that_were_not_touched(int version, string way)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await using var role = await ResetTrial.CreateAsync(database, way, """
            CREATE TABLE log (what text);
            CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (tg_op); RETURN NULL; END $$;
            CREATE TABLE a (id integer PRIMARY KEY, b integer);
            CREATE TABLE b (id integer PRIMARY KEY, c integer);
            CREATE TABLE c (id integer PRIMARY KEY, a integer REFERENCES a);
            ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;
            ALTER TABLE b ADD FOREIGN KEY (c) REFERENCES c;
            CREATE TRIGGER noted AFTER DELETE ON b EXECUTE FUNCTION note();
            CREATE RULE kept AS ON DELETE TO c DO INSTEAD NOTHING;
            INSERT INTO c VALUES (1);
            """);
        await ResetTrial.ShouldUndoAsync(database, role, way, "INSERT INTO a VALUES (1)", "INSERT INTO b VALUES (1, 1); INSERT INTO a VALUES (1, 1); UPDATE c SET a = 1");
    }

    [Fact]
    public async Task A_circle_with_a_table_that_policies_hide_is_emptied()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await using var role = await PlainRole.CreateAsync(database);
        await database.ExecuteAsync($"SET LOCAL ROLE {role.Name};" + """
            CREATE TABLE a (id integer PRIMARY KEY);
            CREATE TABLE b (id integer PRIMARY KEY, a integer REFERENCES a ON DELETE CASCADE);
            ALTER TABLE a ADD b integer REFERENCES b;
            ALTER TABLE b ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
            CREATE POLICY few ON b USING (id > 5) WITH CHECK (true);
            """);
        await using var pool = await LanePool.OpenAsync(role.ConnectionString, new LanePoolOptions { MaxLanes = 1, Data = BaselineData.None });
        await using var lane = await pool.LeaseAsync();
        await using var session = await lane.DataSource.OpenConnectionAsync();
        foreach (var change in new[] { "INSERT INTO a VALUES (1)", "INSERT INTO a VALUES (1); INSERT INTO b VALUES (1, 1), (9, 1)" })
        {
            await ExecuteAsync(session, change);
            await ExecuteAsync(session, "SELECT pglanes.reset()");
            (await database.ScalarAsync<long>("SELECT (SELECT count(*) FROM test_worker_1.a) + (SELECT count(*) FROM test_worker_1.b)")).ShouldBe(0, change);
        }
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_sequence_that_came_back_by_itself_to_where_it_was_is_seen_to_move_on(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await database.ExecuteAsync("CREATE TABLE notes (id serial, body text); INSERT INTO notes (body) VALUES ('a'), ('b');");
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1 });
        await using var lane = await pool.LeaseAsync();
        await using var session = await lane.DataSource.OpenConnectionAsync();
        foreach (var around in new[] { "TRUNCATE notes RESTART IDENTITY; INSERT INTO notes (body) VALUES ('x'), ('y')", "SELECT setval('notes_id_seq', 1), nextval('notes_id_seq')" })
        {
            foreach (var reset in new Func<Task>[] { () => lane.ResetAsync(), () => ExecuteAsync(session, "SELECT pglanes.reset()") })
            {
                await ExecuteAsync(session, around);
                for (var times = 0; times < 4; times++) await reset();
                // A step after the first of a sequence leaves no other trace.
                await ExecuteAsync(session, "BEGIN; SELECT nextval('notes_id_seq'); ROLLBACK");
                await reset();
                await using var next = new NpgsqlCommand("SELECT last_value FROM notes_id_seq", session);
                (await next.ExecuteScalarAsync()).ShouldBe(2L, around);
            }
        }
    }

    [Fact]
    public async Task A_role_that_may_only_add_rows_resets_its_lane()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await using var role = await PlainRole.CreateAsync(database);
        await database.ExecuteAsync($"""
            CREATE TABLE notes (id serial, body text);
            INSERT INTO notes (body) VALUES ('a');
            GRANT INSERT ON notes TO {role.Name};
            GRANT USAGE ON SEQUENCE notes_id_seq TO {role.Name};
            """);
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1 });
        await using var lane = await pool.LeaseAsync();
        await using var session = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(role.ConnectionString) { SearchPath = lane.Name, Pooling = false }.ConnectionString);
        await session.OpenAsync();
        for (var times = 0; times < 2; times++)
        {
            await ExecuteAsync(session, "INSERT INTO notes (body) VALUES ('x')");
            // The first puts back, the others ask whether that can be relied on.
            for (var again = 0; again < 4; again++) await ExecuteAsync(session, "SELECT pglanes.reset()");
            (await pool.VerifyAsync()).Single().IsIdentical.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Sessions_that_reset_one_lane_at_once_take_turns()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync("""
            CREATE TABLE bag (id integer);
            CREATE RULE kept AS ON DELETE TO bag DO INSTEAD NOTHING;
            INSERT INTO bag VALUES (1), (2);
            """);
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1 });
        await using var lane = await pool.LeaseAsync();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            await using var session = await lane.DataSource.OpenConnectionAsync();
            for (var times = 0; times < 10; times++)
            {
                await ExecuteAsync(session, "INSERT INTO bag SELECT generate_series(3, 3000)");
                await ExecuteAsync(session, "SELECT pglanes.reset()");
            }
        }));
        await lane.ResetAsync();
        (await pool.VerifyAsync()).Single().IsIdentical.ShouldBeTrue();
    }

    private static async Task ExecuteAsync(NpgsqlConnection session, string sql)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync();
    }
}
