namespace PgLanes.Tests;

public sealed class PublicationTests(Servers servers)
{
    [Theory]
    [MemberData(nameof(ObstacleTests.Ways), MemberType = typeof(ObstacleTests))]
    public async Task A_table_that_is_published_without_an_identity_of_its_rows_is_truncated(int version, string way)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await using var role = await ResetTrial.CreateAsync(database, way, """
            CREATE TABLE notes (body text);
            CREATE TABLE codes (code text UNIQUE NOT NULL, other text);
            CREATE TABLE more (code text UNIQUE NOT NULL, other text REFERENCES codes (code));
            ALTER TABLE codes ADD FOREIGN KEY (other) REFERENCES more (code);
            CREATE TABLE late (id integer PRIMARY KEY DEFERRABLE);
            CREATE TABLE owners (id integer PRIMARY KEY);
            CREATE TABLE things (owner integer REFERENCES owners ON DELETE CASCADE);
            INSERT INTO notes VALUES ('first');
            INSERT INTO codes VALUES ('a');
            """);
        string[] changes =
        [
            "INSERT INTO notes VALUES ('second')", "TRUNCATE notes", "INSERT INTO codes VALUES ('b')", "INSERT INTO more VALUES ('b', 'a')",
            "INSERT INTO late VALUES (1)", "INSERT INTO owners VALUES (1)", "INSERT INTO things VALUES (NULL)",
        ];
        await ResetTrial.ShouldUndoAsync(database, role, way, changes);
        // The lane is there by now.
        await database.ExecuteAsync("CREATE PUBLICATION everything FOR ALL TABLES");
        await ResetTrial.ShouldUndoAsync(database, role, way, changes);
        await database.ExecuteAsync("DROP PUBLICATION everything; CREATE PUBLICATION few FOR TABLE test_worker_1.notes, test_worker_1.things");
        await ResetTrial.ShouldUndoAsync(database, role, way, changes);
    }

    [Fact]
    public async Task A_publication_of_other_tables_makes_no_reset_truncate()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync("CREATE TABLE notes (body text); CREATE TABLE others (body text); CREATE PUBLICATION elsewhere FOR TABLE others");
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1 });
        await using var lane = await pool.LeaseAsync();
        const string file = "SELECT pg_relation_filenode('notes')";
        var before = await lane.DataSource.CreateCommand(file).ExecuteScalarAsync();
        await lane.DataSource.CreateCommand("INSERT INTO notes VALUES ('new')").ExecuteNonQueryAsync();
        (await lane.ResetAsync()).Tables.ShouldBe(1);
        (await lane.DataSource.CreateCommand(file).ExecuteScalarAsync()).ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_test_may_publish_its_whole_lane(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await database.ExecuteAsync("CREATE TABLE notes (body text) PARTITION BY HASH (body); CREATE TABLE notes_1 PARTITION OF notes FOR VALUES WITH (MODULUS 1, REMAINDER 0)");
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1 });
        await using var lane = await pool.LeaseAsync();
        // Version 14 publishes no schemas; the partitioned table stands for its partition.
        var what = version < 15 ? "TABLE test_worker_1.notes" : "TABLES IN SCHEMA test_worker_1";
        await database.ExecuteAsync($"CREATE PUBLICATION whole FOR {what}; INSERT INTO test_worker_1.notes VALUES ('new')");
        (await lane.ResetAsync()).Tables.ShouldBe(1);
        (await database.ScalarAsync<long>("SELECT count(*) FROM test_worker_1.notes")).ShouldBe(0);
    }
}
