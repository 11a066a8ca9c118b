namespace PgLanes.Tests;

/// <summary>Owners that took rights from themselves, and get them back for as long as a reset needs them.</summary>
public sealed class RightsTests(Servers servers)
{
    private const string Plain = "plain role";

    private const string Template = """
        CREATE TABLE audit (id serial PRIMARY KEY, entry text, state text);
        CREATE TABLE names (name text);
        CREATE TABLE more (id integer PRIMARY KEY, other integer REFERENCES more DEFERRABLE INITIALLY DEFERRED);
        CREATE TABLE kinds (id integer PRIMARY KEY);
        CREATE TABLE things (id integer PRIMARY KEY, kind integer REFERENCES kinds ON DELETE CASCADE);
        CREATE TABLE big (id integer PRIMARY KEY, filler text);
        CREATE TABLE log (id integer, big integer REFERENCES big) PARTITION BY RANGE (id);
        CREATE TABLE log_1 PARTITION OF log DEFAULT;
        CREATE SEQUENCE tickets;
        INSERT INTO audit (entry) VALUES ('first');
        INSERT INTO more VALUES (1, 1), (2, 2);
        INSERT INTO kinds VALUES (1), (2);
        INSERT INTO things VALUES (1, 1), (2, 2);
        """;

    private const string Revoked = """
        REVOKE UPDATE, DELETE, TRUNCATE ON audit FROM :owner; GRANT UPDATE (state) ON audit TO :owner;
        REVOKE ALL ON names FROM :owner; GRANT SELECT, INSERT ON names TO :owner;
        REVOKE INSERT, DELETE ON more FROM :owner;
        REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON kinds FROM :owner;
        REVOKE UPDATE, DELETE, TRUNCATE ON log, log_1 FROM :owner;
        REVOKE UPDATE ON SEQUENCE tickets FROM :owner;
        """;

    private static readonly string[] Changes =
    [
        "INSERT INTO audit (entry) VALUES ('second')", "UPDATE audit SET state = 'read'", "INSERT INTO names VALUES ('a')",
        "INSERT INTO names SELECT repeat('a', 1000) FROM generate_series(1, 400)", "UPDATE more SET id = 3, other = 3 WHERE id = 1", "DELETE FROM things WHERE id = 1",
        "INSERT INTO big SELECT n, repeat('a', 1000) FROM generate_series(1, 500) AS n", "SELECT nextval('tickets')",
    ];

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task An_owner_has_the_rights_that_it_lacks_for_the_reset_alone(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await using var role = await ResetTrial.CreateAsync(database, Plain, Template);
        await database.ExecuteAsync(Revoked.Replace(":owner", role!.Name, StringComparison.Ordinal));
        await ResetTrial.ShouldUndoAsync(database, role, Plain, Changes);
    }

    [Theory]
    [MemberData(nameof(Servers.Ends), MemberType = typeof(Servers))]
    public async Task A_table_that_its_owner_may_not_read_is_emptied(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await using var role = await ResetTrial.CreateAsync(database, Plain, "CREATE TABLE inbox (id integer)");
        await database.ExecuteAsync($"REVOKE ALL ON inbox FROM {role!.Name}; GRANT INSERT ON inbox TO {role.Name}");
        await using var pool = await LanePool.OpenAsync(role.ConnectionString, new LanePoolOptions { MaxLanes = 1 });
        await using var lane = await pool.LeaseAsync();
        await lane.DataSource.CreateCommand("INSERT INTO inbox VALUES (1)").ExecuteNonQueryAsync();
        (await lane.ResetAsync()).Tables.ShouldBe(1);
        (await database.ScalarAsync<long>("SELECT count(*) FROM test_worker_1.inbox")).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Servers.Ends), MemberType = typeof(Servers))]
    public async Task Foreign_keys_are_followed_with_the_rights_of_the_tables_owner_whoever_resets(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await using var role = await ResetTrial.CreateAsync(database, Plain, Template);
        await database.ExecuteAsync(Revoked.Replace(":owner", role!.Name, StringComparison.Ordinal) + $"REVOKE UPDATE, DELETE, TRUNCATE ON things FROM {role.Name}");
        await ResetTrial.ShouldUndoAsync(database, role: null, "sql", [.. Changes, "INSERT INTO kinds VALUES (3)", "TRUNCATE kinds, things"]);
    }
}
