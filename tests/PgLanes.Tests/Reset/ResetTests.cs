using Npgsql;

namespace PgLanes.Tests;

public sealed class ResetTests(Servers servers)
{
    internal const string Template = """
        CREATE TYPE mood AS ENUM ('calm', 'cross');
        CREATE TYPE place AS (street text, number integer);
        CREATE SEQUENCE free_numbers START 7 INCREMENT 3;
        CREATE TABLE empty_notes (id serial PRIMARY KEY, tables text, rows text);
        CREATE TABLE people (id serial PRIMARY KEY, boss_id integer REFERENCES people, name text NOT NULL, mood mood, home place, seen timestamptz);
        CREATE TABLE accounts (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, person_id integer NOT NULL REFERENCES people ON DELETE CASCADE,
            cents bigint NOT NULL, euros numeric GENERATED ALWAYS AS (cents / 100.0) STORED);
        CREATE TABLE bookings (id serial PRIMARY KEY, account_id bigint REFERENCES accounts ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED, what text);
        CREATE TABLE hens (id integer PRIMARY KEY, egg_id integer);
        CREATE TABLE eggs (id integer PRIMARY KEY, hen_id integer NOT NULL REFERENCES hens);
        CREATE TABLE chicks (id serial PRIMARY KEY, egg_id integer REFERENCES eggs, hen_id integer REFERENCES hens);
        CREATE TABLE countries (code text PRIMARY KEY, name text);
        CREATE TABLE holidays (day date PRIMARY KEY, country text REFERENCES countries);
        CREATE TABLE laws (id integer PRIMARY KEY, text text);
        CREATE TABLE archives (id integer PRIMARY KEY, text text);
        CREATE TABLE oddities (id integer PRIMARY KEY, size integer);
        CREATE TABLE events (day date NOT NULL, what text, person_id integer REFERENCES people) PARTITION BY RANGE (day);
        CREATE TABLE events_old PARTITION OF events FOR VALUES FROM ('2000-01-01') TO ('2020-01-01');
        CREATE TABLE events_new PARTITION OF events DEFAULT;
        CREATE TABLE vehicles (id integer, wheels integer);
        CREATE TABLE lorries (load integer) INHERITS (vehicles);
        INSERT INTO people (boss_id, name, mood, home, seen) VALUES (NULL, 'Ada', 'calm', ROW ('Long Street', 1), '2024-05-06 07:08:09+02'), (1, 'Ben', 'cross', NULL, NULL);
        INSERT INTO accounts (person_id, cents) VALUES (1, 1250), (2, 99);
        INSERT INTO bookings (account_id, what) VALUES (1, 'rent'), (NULL, 'gone');
        INSERT INTO hens VALUES (1, NULL), (2, NULL);
        INSERT INTO eggs VALUES (10, 1), (20, 2);
        UPDATE hens SET egg_id = id * 10;
        ALTER TABLE hens ADD FOREIGN KEY (egg_id) REFERENCES eggs;
        INSERT INTO chicks (egg_id, hen_id) VALUES (10, 2);
        INSERT INTO countries VALUES ('de', 'Germany'), ('fr', 'France');
        INSERT INTO holidays VALUES ('2024-05-01', 'de');
        INSERT INTO laws VALUES (1, 'one'), (2, 'two');
        INSERT INTO archives VALUES (1, 'kept');
        INSERT INTO oddities VALUES (1, -5);
        ALTER TABLE oddities ADD CONSTRAINT positive CHECK (size > 0) NOT VALID;
        INSERT INTO events VALUES ('2010-01-01', 'old', 1), ('2024-01-01', 'new', 2);
        INSERT INTO vehicles VALUES (1, 4);
        INSERT INTO lorries VALUES (2, 6, 1000);
        SELECT nextval('free_numbers');
        CREATE FUNCTION forbid() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% of % is forbidden', TG_OP, TG_TABLE_NAME; END $$;
        CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO empty_notes (tables) VALUES (TG_TABLE_NAME); RETURN NULL; END $$;
        CREATE TRIGGER no_delete BEFORE DELETE ON countries FOR EACH ROW EXECUTE FUNCTION forbid();
        CREATE TRIGGER no_truncate BEFORE TRUNCATE ON countries FOR EACH STATEMENT EXECUTE FUNCTION forbid();
        CREATE TRIGGER no_delete BEFORE DELETE ON laws FOR EACH ROW EXECUTE FUNCTION forbid();
        ALTER TABLE laws ENABLE ALWAYS TRIGGER no_delete;
        CREATE TRIGGER dormant BEFORE INSERT ON laws FOR EACH ROW EXECUTE FUNCTION forbid();
        ALTER TABLE laws DISABLE TRIGGER dormant;
        CREATE TRIGGER noted AFTER INSERT OR DELETE ON accounts FOR EACH ROW EXECUTE FUNCTION note();
        CREATE TRIGGER noted AFTER INSERT OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION note();
        CREATE RULE kept AS ON DELETE TO archives DO INSTEAD NOTHING;
        CREATE MATERIALIZED VIEW people_names AS SELECT id, name FROM people;
        CREATE UNIQUE INDEX ON people_names (id);
        CREATE MATERIALIZED VIEW name_lengths AS SELECT id, length(name) AS length FROM people_names;
        CREATE MATERIALIZED VIEW unfilled AS SELECT 1 AS one WITH NO DATA;
        """;

    internal static readonly string[] Dirt =
    [
        "INSERT INTO empty_notes (tables, rows) SELECT 'x', 'y' FROM generate_series(1, 100)",
        "INSERT INTO empty_notes (tables) SELECT repeat('x', 200) FROM generate_series(1, 20000)",
        "UPDATE people SET name = name || '!', mood = 'cross'",
        "UPDATE people SET name = name",
        "INSERT INTO people (boss_id, name) VALUES (2, 'Cyd')",
        "DELETE FROM bookings; DELETE FROM accounts; DELETE FROM events; DELETE FROM people",
        "DELETE FROM accounts WHERE id = 1; INSERT INTO accounts (id, person_id, cents) OVERRIDING SYSTEM VALUE VALUES (1, 2, 7)",
        "TRUNCATE accounts, bookings RESTART IDENTITY",
        "INSERT INTO accounts (person_id, cents) SELECT 1, n FROM generate_series(1, 50) AS n",
        "UPDATE hens SET egg_id = NULL; DELETE FROM chicks; DELETE FROM eggs; DELETE FROM hens WHERE id = 1",
        "INSERT INTO hens VALUES (3, NULL); INSERT INTO eggs VALUES (30, 3); UPDATE hens SET egg_id = 30 WHERE id = 3; INSERT INTO chicks (egg_id) VALUES (30)",
        "INSERT INTO countries VALUES ('it', 'Italy')",
        "INSERT INTO holidays VALUES ('2024-12-25', 'fr')",
        "UPDATE countries SET name = 'Francia' WHERE code = 'fr'",
        "ALTER TABLE countries DISABLE TRIGGER no_delete; DELETE FROM countries WHERE code = 'fr'; ALTER TABLE countries ENABLE TRIGGER no_delete",
        "UPDATE laws SET text = 'three' WHERE id = 2; INSERT INTO laws VALUES (4, 'four')",
        "INSERT INTO archives VALUES (2, 'more')",
        "TRUNCATE archives",
        "UPDATE oddities SET size = 5",
        "INSERT INTO events VALUES ('2011-01-01', 'more', 2), ('2030-01-01', 'far', NULL)",
        "TRUNCATE events_old",
        "UPDATE vehicles SET wheels = 3",
        "DELETE FROM lorries; INSERT INTO vehicles VALUES (9, 9)",
        "SELECT nextval('free_numbers'), setval('people_id_seq', 1000)",
        "INSERT INTO people (name) VALUES ('Dee'); REFRESH MATERIALIZED VIEW CONCURRENTLY people_names; REFRESH MATERIALIZED VIEW name_lengths",
        "DELETE FROM events; DELETE FROM people WHERE id = 2; REFRESH MATERIALIZED VIEW CONCURRENTLY people_names",
        "REFRESH MATERIALIZED VIEW people_names WITH NO DATA",
        "REFRESH MATERIALIZED VIEW unfilled",
        "SET CONSTRAINTS ALL IMMEDIATE; INSERT INTO bookings (account_id, what) SELECT 2, repeat('x', 500) FROM generate_series(1, 5000)",
        "INSERT INTO people (name) SELECT repeat('x', 500) FROM generate_series(1, 5000)",
    ];

    public static TheoryData<int, string> Ways
    {
        get
        {
            var ways = new TheoryData<int, string>();
            foreach (var version in Servers.Versions)
                foreach (var way in new[] { "keeper", "sql", "plain role" })
                    ways.Add(version, way);
            return ways;
        }
    }

    /// <summary>The ways on the oldest and the newest version.</summary>
    public static TheoryData<int, string> WaysOfEnds => [.. Ways.Where(way => Servers.Ends.Any(end => end.Data == way.Data.Item1))];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Reset_brings_back_exactly_the_baseline_after_any_dirt(int version, string way)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await using var role = way == "plain role" ? await PlainRole.CreateAsync(database) : null;
        await database.ExecuteAsync((role is null ? "" : $"SET LOCAL ROLE {role.Name};") + Template);
        await using var pool = await LanePool.OpenAsync(role?.ConnectionString ?? database.ConnectionString, new LanePoolOptions { MaxLanes = 1 });
        await using var lane = await pool.LeaseAsync();
        await using var session = await lane.DataSource.OpenConnectionAsync();
        var before = await LaneContents.ReadAsync(session);
        foreach (var dirt in Dirt)
        {
            await ExecuteAsync(session, dirt);
            if (way == "sql") await ExecuteAsync(session, "SELECT pglanes.reset()");
            else await lane.ResetAsync();
            (await LaneContents.ReadAsync(session)).ShouldBe(before, ignoreOrder: true, dirt);
            var again = await lane.ResetAsync();
            (again.Tables, again.Sequences, again.Views).ShouldBe((0, 0, 0), dirt);
        }

        var proof = (await pool.VerifyAsync()).Single();
        proof.Differences.ShouldBeEmpty();
        proof.Strays.ShouldBeEmpty();
    }

    [Fact]
    public async Task Rows_written_after_a_reset_in_the_same_transaction_are_noticed_by_the_next()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1 });
        await using var lane = await pool.LeaseAsync();
        await using var session = await lane.DataSource.OpenConnectionAsync();
        await ExecuteAsync(session, """
            BEGIN; UPDATE customers SET email = email || '!'; SELECT pglanes.reset();
            DELETE FROM customers WHERE id = 2; INSERT INTO customers VALUES (2, 'other'); COMMIT
            """);
        (await lane.ResetAsync()).Tables.ShouldBe(1);
        (await pool.VerifyAsync()).Single().Differences.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reset_that_is_rolled_back_is_forgotten()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1 });
        await using var lane = await pool.LeaseAsync();
        await using var session = await lane.DataSource.OpenConnectionAsync();
        await ExecuteAsync(session, "UPDATE customers SET email = email || '!'");
        await ExecuteAsync(session, "BEGIN; SELECT pglanes.reset(); ROLLBACK");
        (await pool.VerifyAsync()).Single().Differences.Select(d => d.ObjectName).ShouldBe(["test_worker_1: rows of table customers"]);
        (await lane.ResetAsync()).Tables.ShouldBe(1);
        (await pool.VerifyAsync()).Single().Differences.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_session_that_writes_on_in_the_transaction_of_its_reset_does_not_take_the_lane_for_clean()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1 });
        await using var lane = await pool.LeaseAsync();
        await using var session = await lane.DataSource.OpenConnectionAsync();
        for (var i = 0; i < 3; i++)
        {
            await ExecuteAsync(session, "INSERT INTO notes (body) VALUES ('before')");
            // The server counts on from the reset's transaction, in which nothing else was to happen.
            await ExecuteAsync(session, "BEGIN; SELECT pglanes.reset(); INSERT INTO notes (body) VALUES ('after'); COMMIT");
            await using var command = new NpgsqlCommand("SELECT pglanes.reset()", session);
            (await command.ExecuteScalarAsync()).ShouldBe(1);
            command.CommandText = "SELECT count(*) FROM notes";
            (await command.ExecuteScalarAsync()).ShouldBe(0L);
        }
    }

    [Fact]
    public async Task Sessions_that_go_from_lane_to_lane_and_reset_at_once_leave_both_clean()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 2 });
        await pool.EnsureAsync(2);
        await Task.WhenAll(Enumerable.Range(1, 3).Select(async worker =>
        {
            await using var session = await database.OpenAsync();
            for (var i = worker; i < worker + 10; i++)
            {
                await ExecuteAsync(session, $"SET search_path = test_worker_{(i % 2) + 1}");
                // Not from the sequence, which another session's reset puts back while this row stands.
                await ExecuteAsync(session, $"INSERT INTO notes (id, body) VALUES ({(worker * 100) + i}, 'x')");
                await ExecuteAsync(session, "UPDATE customers SET email = email || '!' WHERE id = 2");
                await ExecuteAsync(session, "SELECT pglanes.reset()");
            }
        }));
        await pool.ResetAsync(1);
        await pool.ResetAsync(2);
        (await pool.VerifyAsync()).ShouldAllBe(proof => proof.Differences.Count == 0);
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Copied_rows_and_partitions_in_another_source_schema_are_gone(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await database.ExecuteAsync("""
            CREATE SCHEMA other;
            CREATE TABLE events (day date NOT NULL, what text) PARTITION BY RANGE (day);
            CREATE TABLE other.events_old PARTITION OF events FOR VALUES FROM ('2000-01-01') TO ('2020-01-01');
            CREATE TABLE events_new PARTITION OF events DEFAULT;
            INSERT INTO events VALUES ('2010-01-01', 'old'), ('2024-01-01', 'new');
            """);
        await using var pool = await LanePool.OpenAsync(
            database.ConnectionString, new LanePoolOptions { Schemas = ["public", "other"], MaxLanes = 1, NameFormat = "w{0}" });
        await using var lane = await pool.LeaseAsync();
        await using var session = await lane.DataSource.OpenConnectionAsync();
        await using (var copy = await session.BeginTextImportAsync("COPY events FROM STDIN"))
            for (var i = 0; i < 20_000; i++) await copy.WriteLineAsync($"{(i % 2 == 0 ? "2011" : "2031")}-01-01	copied");
        await ExecuteAsync(session, "UPDATE events SET what = 'changed' WHERE what = 'old'");
        (await lane.ResetAsync()).Tables.ShouldBe(2);
        (await pool.VerifyAsync()).Single().Differences.ShouldBeEmpty();
        await using (var copy = await session.BeginTextImportAsync("COPY events FROM STDIN")) await copy.WriteLineAsync("2012-01-01	copied");
        await ExecuteAsync(session, "SELECT pglanes.reset()");
        (await pool.VerifyAsync()).Single().Differences.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Each_sequence_that_moved_is_counted_beside_changed_tables_and_alone(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await database.ExecuteAsync(
            "CREATE TABLE notes (id serial); CREATE SEQUENCE unused START 7; CREATE SEQUENCE untouched; CREATE SEQUENCE used; SELECT setval('used', 5);");
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1 });
        await using var lane = await pool.LeaseAsync();
        await using var session = await lane.DataSource.OpenConnectionAsync();
        foreach (var (dirt, tables, sequences) in new[]
        {
            ("INSERT INTO notes DEFAULT VALUES; SELECT nextval('unused'), nextval('used')", 1, 3),
            ("INSERT INTO notes VALUES (1)", 1, 0),
            ("SELECT nextval('used')", 0, 1),
            ("SELECT nextval('unused')", 0, 1),
            ("SELECT setval('unused', 9, false), setval('used', 9), nextval('notes_id_seq')", 0, 3),
            ("SELECT setval('unused', 9, false), nextval('notes_id_seq')", 0, 2),
        })
        {
            await ExecuteAsync(session, dirt);
            var reset = await lane.ResetAsync();
            (reset.Tables, reset.Sequences).ShouldBe((tables, sequences), dirt);
        }
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Sql_knows_the_lane_and_refuses_outside_one(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 2 });
        await pool.EnsureAsync(2);
        await using var source = NpgsqlDataSource.Create(pool.GetAddress(2).ConnectionString + ";Pooling=false");
        (await source.CreateCommand("SELECT pglanes.lane()").ExecuteScalarAsync()).ShouldBe(2);
        await source.CreateCommand("DELETE FROM orders").ExecuteNonQueryAsync();
        (await source.CreateCommand("SELECT pglanes.reset()").ExecuteScalarAsync()).ShouldBe(1);
        (await source.CreateCommand("SELECT pglanes.reset()").ExecuteScalarAsync()).ShouldBe(0);
        (await database.ScalarAsync<int?>("SELECT pglanes.lane()")).ShouldBeNull();
        var refused = await Should.ThrowAsync<PostgresException>(() => database.ScalarAsync<int>("SELECT pglanes.reset()"));
        refused.MessageText.ShouldContain("not on a lane");
    }

    private static async Task ExecuteAsync(NpgsqlConnection session, string sql)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync();
    }
}
