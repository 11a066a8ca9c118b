namespace PgLanes.Tests;

/// <summary>Constraints that rows of the baseline need not satisfy (<c>NOT VALID</c>): those rows come back and stay all the same, and so do the constraints.</summary>
public sealed class LooseConstraintTests(Servers servers)
{
    public static TheoryData<int, string> Ways => ResetTests.WaysOfEnds;

    public static TheoryData<int, string> WaysSince18 => [.. Ways.Where(way => way.Data.Item1 >= 18).DefaultIfEmpty((18, "sql"))];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_row_that_a_foreign_key_does_not_hold_for_outlives_the_parent_that_a_test_added(int version, string way)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await using var role = await ResetTrial.CreateAsync(database, way, """
            CREATE TABLE parents (id integer PRIMARY KEY);
            CREATE TABLE gone_with (id integer PRIMARY KEY, parent integer);
            CREATE TABLE kept_from (id integer PRIMARY KEY, parent integer);
            INSERT INTO parents VALUES (1);
            INSERT INTO gone_with VALUES (1, 99), (2, 1);
            INSERT INTO kept_from VALUES (1, 99), (2, 1);
            ALTER TABLE gone_with ADD CONSTRAINT gone FOREIGN KEY (parent) REFERENCES parents ON DELETE CASCADE NOT VALID;
            ALTER TABLE kept_from ADD CONSTRAINT kept FOREIGN KEY (parent) REFERENCES parents NOT VALID;
            """);
        await ResetTrial.ShouldUndoAsync(database, role, way, "INSERT INTO parents VALUES (99)", "INSERT INTO parents VALUES (99); DELETE FROM kept_from WHERE id = 1; INSERT INTO kept_from VALUES (1, 99)");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_check_of_a_partitioned_table_or_of_a_parent_stops_no_row(int version, string way)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await using var role = await ResetTrial.CreateAsync(database, way, """
            CREATE TABLE parts (id integer, x integer) PARTITION BY RANGE (id);
            CREATE TABLE parts_low PARTITION OF parts FOR VALUES FROM (0) TO (100);
            CREATE TABLE parts_own (id integer, x integer);
            INSERT INTO parts VALUES (1, -1);
            INSERT INTO parts_own VALUES (250, -2);
            ALTER TABLE parts_own ADD CONSTRAINT positive CHECK (x > 0) NOT VALID;
            ALTER TABLE parts ADD CONSTRAINT positive CHECK (x > 0) NOT VALID;
            ALTER TABLE parts ATTACH PARTITION parts_own FOR VALUES FROM (250) TO (260);
            CREATE TABLE parts_valid PARTITION OF parts DEFAULT;
            INSERT INTO parts VALUES (500, 5);
            COMMENT ON CONSTRAINT positive ON parts IS E'it''s \\\\ one';
            COMMENT ON CONSTRAINT positive ON parts_low IS 'two';
            CREATE TABLE parents (id integer PRIMARY KEY, x integer);
            CREATE TABLE children () INHERITS (parents);
            INSERT INTO parents VALUES (1, -1);
            INSERT INTO children VALUES (2, -2);
            ALTER TABLE parents ADD CONSTRAINT positive CHECK (x > 0) NOT VALID, ADD CONSTRAINT alone CHECK (x > 1) NO INHERIT NOT VALID;
            ALTER TABLE children ADD CONSTRAINT below CHECK (x > 2) NOT VALID;
            """);
        await ResetTrial.ShouldUndoAsync(
            database, role, way,
            "DELETE FROM parts WHERE id = 1",
            "DELETE FROM parts_own",
            "DELETE FROM parts WHERE id = 500",
            "TRUNCATE parts, parents",
            "DELETE FROM ONLY parents",
            "UPDATE parents SET x = 5",
            "DELETE FROM children");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_check_of_a_domain_stops_no_value(int version, string way)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await using var role = await ResetTrial.CreateAsync(database, way, """
            CREATE DOMAIN low AS integer;
            CREATE DOMAIN lower AS low;
            CREATE TYPE pair AS (a lower, b text);
            CREATE TABLE singles (id integer PRIMARY KEY, x low);
            CREATE TABLE lists (id integer PRIMARY KEY, x low[]);
            CREATE TABLE pairs (id integer PRIMARY KEY, x pair);
            INSERT INTO singles VALUES (1, -1);
            INSERT INTO lists VALUES (1, '{-1}');
            INSERT INTO pairs VALUES (1, ROW(-1, 'a'));
            ALTER DOMAIN low ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID;
            COMMENT ON CONSTRAINT positive ON DOMAIN low IS 'one';
            """);
        await ResetTrial.ShouldUndoAsync(
            database, role, way,
            "DELETE FROM singles", "UPDATE singles SET x = 5", "DELETE FROM lists", "UPDATE lists SET x = NULL", "UPDATE pairs SET x = NULL", "TRUNCATE singles, lists, pairs");
    }

    [Theory]
    [MemberData(nameof(WaysSince18))]
    public async Task A_foreign_key_of_a_partitioned_table_takes_no_row_that_it_does_not_hold_for(int version, string way)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await using var role = await ResetTrial.CreateAsync(database, way, """
            CREATE TABLE owners (id integer PRIMARY KEY);
            CREATE TABLE parted_owners (id integer PRIMARY KEY) PARTITION BY RANGE (id);
            CREATE TABLE parted_owners_all PARTITION OF parted_owners DEFAULT;
            CREATE TABLE things (id integer PRIMARY KEY, owner integer, parted_owner integer) PARTITION BY RANGE (id);
            CREATE TABLE things_low PARTITION OF things FOR VALUES FROM (0) TO (100);
            INSERT INTO owners VALUES (5);
            INSERT INTO parted_owners VALUES (5);
            INSERT INTO things VALUES (1, 99, 99), (2, 5, 5);
            ALTER TABLE things ADD CONSTRAINT one FOREIGN KEY (owner) REFERENCES owners ON DELETE CASCADE NOT VALID;
            ALTER TABLE things ADD CONSTRAINT other FOREIGN KEY (parted_owner) REFERENCES parted_owners ON DELETE SET NULL NOT VALID;
            CREATE TABLE things_rest PARTITION OF things DEFAULT;
            INSERT INTO things VALUES (300, 5, 5);
            COMMENT ON CONSTRAINT one ON things IS 'one';
            """);
        await ResetTrial.ShouldUndoAsync(
            database, role, way,
            "INSERT INTO owners VALUES (99)",
            "INSERT INTO parted_owners VALUES (99)",
            "INSERT INTO owners VALUES (99); INSERT INTO parted_owners VALUES (99); DELETE FROM things",
            "TRUNCATE owners CASCADE");
    }

    [Theory]
    [MemberData(nameof(WaysSince18))]
    public async Task A_not_null_constraint_stops_no_null(int version, string way)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await using var role = await ResetTrial.CreateAsync(database, way, """
            CREATE TABLE plain (id integer PRIMARY KEY, x integer);
            CREATE TABLE parents (id integer PRIMARY KEY, x integer);
            CREATE TABLE children () INHERITS (parents);
            CREATE TABLE parts (id integer PRIMARY KEY, x integer) PARTITION BY RANGE (id);
            CREATE TABLE parts_all PARTITION OF parts DEFAULT;
            INSERT INTO plain VALUES (1, NULL);
            INSERT INTO parents VALUES (1, NULL);
            INSERT INTO children VALUES (2, NULL);
            INSERT INTO parts VALUES (1, NULL);
            ALTER TABLE plain ADD CONSTRAINT there NOT NULL x NOT VALID;
            ALTER TABLE children ADD CONSTRAINT own NOT NULL x NOT VALID;
            ALTER TABLE parents ADD CONSTRAINT there NOT NULL x NOT VALID;
            ALTER TABLE parts ADD CONSTRAINT there NOT NULL x NOT VALID;
            """);
        await ResetTrial.ShouldUndoAsync(
            database, role, way,
            "DELETE FROM plain", "UPDATE plain SET x = 1", "UPDATE plain SET id = 7, x = 1", "UPDATE parents SET x = 1", "DELETE FROM parts", "TRUNCATE plain, parents, parts");
    }
}
