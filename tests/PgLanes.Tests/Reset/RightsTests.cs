namespace PgLanes.Tests;

public sealed class RightsTests(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Rights_that_an_owner_took_from_itself_are_back_for_the_reset_alone(int version)
    {
        const string Plain = "plain role";
        await using var database = await servers.CreateDatabaseAsync(version);
        await using var role = await ResetTrial.CreateAsync(database, Plain, """
            CREATE TABLE audit (id serial PRIMARY KEY, entry text);
            CREATE TABLE kinds (kind text);
            CREATE TABLE more (id integer PRIMARY KEY, other integer REFERENCES more DEFERRABLE INITIALLY DEFERRED);
            CREATE SEQUENCE tickets;
            INSERT INTO audit (entry) VALUES ('first'); INSERT INTO more VALUES (1, 1), (2, 2);
            """);
        await database.ExecuteAsync($"""
            REVOKE UPDATE, DELETE, TRUNCATE ON audit FROM {role!.Name};
            REVOKE ALL ON kinds FROM {role.Name}; GRANT SELECT, INSERT ON kinds TO {role.Name};
            REVOKE INSERT, DELETE ON more FROM {role.Name};
            REVOKE UPDATE ON SEQUENCE tickets FROM {role.Name};
            """);
        await ResetTrial.ShouldUndoAsync(
            database, role, Plain, "INSERT INTO audit (entry) VALUES ('second')", "INSERT INTO kinds VALUES ('a')",
            "INSERT INTO kinds SELECT repeat('a', 1000) FROM generate_series(1, 400)", "UPDATE more SET id = 3, other = 3 WHERE id = 1", "SELECT nextval('tickets')");
    }
}
