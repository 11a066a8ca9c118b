namespace PgLanes.Tests;

/// <summary>A pool recognizes a template that nobody changed without reading it, and never one that somebody did.</summary>
public sealed class UnchangedTemplateTests(Servers servers)
{
    private const string Template =
        """
        CREATE TYPE mood AS ENUM ('fine', 'bad');
        CREATE DOMAIN short AS text CHECK (length(VALUE) < 9);
        CREATE TABLE people (id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY, name text NOT NULL DEFAULT 'x', mood mood, nick short);
        CREATE TABLE days (at date NOT NULL, note text) PARTITION BY RANGE (at);
        CREATE TABLE days_1 PARTITION OF days FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
        CREATE TABLE base (b integer); CREATE TABLE derived (d integer) INHERITS (base);
        CREATE SEQUENCE counter; CREATE SEQUENCE idle;
        CREATE INDEX people_by_name ON people (name);
        CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
        CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TRIGGER touched BEFORE UPDATE ON people FOR EACH ROW EXECUTE FUNCTION touch();
        CREATE VIEW names AS SELECT name FROM people;
        CREATE RULE quiet AS ON DELETE TO base DO INSTEAD NOTHING;
        CREATE POLICY mine ON people USING (name = 'x');
        CREATE STATISTICS together ON name, nick FROM people;
        CREATE COLLATION plain (LOCALE = 'C');
        CREATE TEXT SEARCH CONFIGURATION words (COPY = simple);
        CREATE AGGREGATE total (integer) (SFUNC = int4pl, STYPE = integer);
        CREATE OPERATOR <<+>> (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4pl);
        CREATE CAST (mood AS integer) WITH FUNCTION f_of(mood);
        COMMENT ON TABLE people IS 'all of them';
        INSERT INTO people (name) VALUES ('a'), ('b');
        INSERT INTO days VALUES ('2020-02-02', 'n');
        SELECT setval('counter', 5);
        """;

    public static TheoryData<string> Changes =>
    [
        "CREATE OR REPLACE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 2'",
        "ALTER FUNCTION f() STABLE",
        "COMMENT ON TABLE people IS 'some of them'",
        "COMMENT ON COLUMN people.name IS 'new'",
        "COMMENT ON TABLE people IS NULL",
        "COMMENT ON SCHEMA public IS 'ours'",
        "COMMENT ON CONSTRAINT people_pkey ON people IS 'key'",
        "COMMENT ON TRIGGER touched ON people IS 'trigger'",
        "GRANT SELECT ON people TO pg_monitor",
        "GRANT SELECT (name) ON people TO pg_monitor",
        "GRANT USAGE ON SCHEMA public TO pg_monitor",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO pg_monitor",
        "ALTER TABLE people ALTER COLUMN name SET DEFAULT 'y'",
        "ALTER TABLE people ALTER COLUMN name DROP NOT NULL",
        "ALTER TABLE people ALTER COLUMN name SET STATISTICS 7",
        "ALTER TABLE days ALTER COLUMN note TYPE varchar(30)",
        "ALTER TABLE people ADD CONSTRAINT c CHECK (id > 0)",
        "ALTER TABLE people SET (fillfactor = 50)",
        "ALTER TABLE people DISABLE TRIGGER touched",
        "ALTER TABLE people ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE people RENAME COLUMN nick TO nickname",
        "ALTER TABLE people OWNER TO pg_monitor",
        "ALTER TABLE people SET (toast.autovacuum_enabled = false)",
        "ALTER TABLE people CLUSTER ON people_pkey",
        "CREATE INDEX another ON people (nickname)",
        "ALTER INDEX people_by_name SET (fillfactor = 60)",
        "DROP INDEX people_by_name",
        "ALTER TYPE mood ADD VALUE 'good' BEFORE 'bad'",
        "ALTER TYPE mood RENAME VALUE 'bad' TO 'worse'",
        "ALTER DOMAIN short SET DEFAULT 'z'",
        "ALTER DOMAIN short ADD CONSTRAINT more CHECK (VALUE <> 'q')",
        "ALTER POLICY mine ON people USING (name = 'z')",
        "CREATE OR REPLACE VIEW names AS SELECT name FROM people WHERE id > 0",
        "ALTER VIEW names SET (security_barrier = true)",
        "CREATE OR REPLACE RULE quiet AS ON DELETE TO base DO ALSO NOTHING",
        "ALTER TABLE base DISABLE RULE quiet",
        "ALTER TABLE derived NO INHERIT base",
        "ALTER TABLE days DETACH PARTITION days_1",
        "ALTER STATISTICS together SET STATISTICS 9",
        "ALTER COLLATION plain RENAME TO plainer",
        "ALTER TEXT SEARCH CONFIGURATION words DROP MAPPING FOR word",
        "CREATE OR REPLACE AGGREGATE total (integer) (SFUNC = int4mul, STYPE = integer)",
        "ALTER OPERATOR <<+>> (integer, integer) OWNER TO pg_monitor",
        "DROP CAST (mood AS integer)",
        "ALTER SEQUENCE counter INCREMENT 3",
        "ALTER SEQUENCE counter OWNED BY days.note",
        "SELECT nextval('counter')",
        "SELECT setval('counter', 5, false)",
        "SELECT setval('idle', 8, false)",
        "ALTER TABLE people ALTER COLUMN id RESTART WITH 100",
        "UPDATE people SET name = 'c' WHERE name = 'a'",
        "UPDATE people SET name = name",
        "DELETE FROM people WHERE name = 'b'",
        "DELETE FROM people; INSERT INTO people (name) VALUES ('a')",
        "UPDATE days_1 SET note = 'm'",
        "INSERT INTO base VALUES (1)",
        "TRUNCATE people",
        "ALTER FUNCTION elsewhere.g() RENAME TO h",
        "CREATE EXTENSION citext",
        "CREATE TABLE new (n integer)",
        "DROP TABLE derived",
    ];

    [Fact]
    public async Task Every_change_is_seen_when_the_pool_is_opened_next()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync("CREATE SCHEMA elsewhere; CREATE FUNCTION elsewhere.g() RETURNS integer LANGUAGE sql AS 'SELECT 1'");
        await database.ExecuteAsync(Template.Replace(
            "CREATE CAST", "CREATE FUNCTION f_of(mood) RETURNS integer LANGUAGE sql AS 'SELECT 1';\nCREATE CAST", StringComparison.Ordinal));
        await using (var pool = await SharedPoolTests.OpenAsync(database)) await pool.EnsureAsync(1);
        var mark = await MarkAsync(database);
        (await MarkAsync(database)).ShouldBe(mark);
        var unseen = new List<string>();
        foreach (var change in Changes.Select(row => row.Data))
        {
            await database.ScalarAsync<int>(change);
            var next = await MarkAsync(database);
            if (next == mark) unseen.Add(change);
            mark = next;
        }

        unseen.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Servers.Ends), MemberType = typeof(Servers))]
    public async Task An_unchanged_template_is_recognized_however_lanes_come_and_go(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await database.ExecuteAsync(LanePoolTests.Shop);
        string fingerprint;
        await using (var first = await SharedPoolTests.OpenAsync(database))
        {
            first.IsRecognized.ShouldBeFalse();
            fingerprint = first.Template.Fingerprint;
            await first.EnsureAsync(2);
        }

        await using var second = await SharedPoolTests.OpenAsync(database, lanes: 3);
        second.IsRecognized.ShouldBeTrue();
        await second.EnsureAsync(3);
        await using (var lane = await second.LeaseAsync()) await lane.ResetAsync();
        await database.ScalarAsync<int>("ANALYZE");
        await database.ScalarAsync<int>("VACUUM");
        await using var third = await SharedPoolTests.OpenAsync(database);
        third.IsRecognized.ShouldBeTrue();
        third.Template.Fingerprint.ShouldBe(fingerprint);
        third.Template.ShouldBeEquivalentTo(second.Template);
        (await third.VerifyAsync()).ShouldAllBe(proof => proof.IsIdentical);
    }

    [Fact]
    public async Task A_template_that_changed_since_the_pool_was_opened_makes_no_lane_of_neither()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop);
        await using (var first = await SharedPoolTests.OpenAsync(database)) await first.EnsureAsync(1);
        await using var second = await SharedPoolTests.OpenAsync(database);
        await database.ExecuteAsync("ALTER TABLE notes ADD COLUMN more text");
        (await Should.ThrowAsync<TemplateException>(() => second.EnsureAsync(2))).Message.ShouldContain("changed after this pool was opened");
        (await second.GetStatusAsync()).Select(lane => lane.Number).ShouldBe([1]);
    }

    internal static async Task<string> MarkAsync(TestDatabase database)
    {
        await using var connection = await database.OpenAsync();
        return (await Leasing.TemplateMark.ReadAsync(connection, new LanePoolOptions(), 1000, TestContext.Current.CancellationToken))!;
    }
}
