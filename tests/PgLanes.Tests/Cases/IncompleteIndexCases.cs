using Npgsql;

namespace PgLanes.Tests;

/// <summary>Indexes that the server does not use: broken ones, and those that still lack a partition's.</summary>
public sealed class IncompleteIndexCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task An_index_that_was_never_finished_is_left_out_and_named(int version)
    {
        var database = await servers.CreateDatabaseAsync(version);
        await database.ExecuteAsync("CREATE TABLE t (a integer); INSERT INTO t VALUES (1), (1)");
        await using (var connection = await database.OpenAsync())
        await using (var command = new NpgsqlCommand("CREATE UNIQUE INDEX CONCURRENTLY broken ON t (a)", connection))
            await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        await database.ExecuteAsync("COMMENT ON INDEX broken IS 'not done'");
        await using var made = await CloneCase.CloneAsync(database);
        await made.ShouldBeIdenticalAsync();
        var hazard = made.Script.Hazards.ShouldHaveSingleItem();
        (hazard.Code, hazard.ObjectName).ShouldBe(("invalid-index", "index public.broken"));
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_key_of_a_partitioned_table_alone_stays_incomplete(int version) =>
        await (await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE pt (a integer, b integer) PARTITION BY LIST (a);
            CREATE TABLE pt_1 PARTITION OF pt FOR VALUES IN (1);
            CREATE INDEX pt_only ON ONLY pt (b);
            ALTER TABLE ONLY pt ADD CONSTRAINT pt_key UNIQUE (a, b);
            CREATE TABLE pk (a integer NOT NULL, b integer) PARTITION BY LIST (a);
            CREATE TABLE pk_1 PARTITION OF pk FOR VALUES IN (1);
            CREATE TABLE pk_2 PARTITION OF pk FOR VALUES IN (2);
            ALTER TABLE ONLY pk ADD CONSTRAINT pk_key UNIQUE (a, b);
            ALTER TABLE pk_1 ADD CONSTRAINT own_name UNIQUE (a, b);
            ALTER INDEX pk_key ATTACH PARTITION own_name;
            """)).DisposeAsync();
}
