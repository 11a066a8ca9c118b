namespace PgLanes.Tests;

public sealed class BaselineDataTests(Servers servers)
{
    /// <summary>A choice, and how many customers, orders and notes a lane then starts with.</summary>
    public static TheoryData<string, int, int, int> Choices => new()
    {
        { "all", 2, 1, 1 },
        { "none", 0, 0, 0 },
        { "none but customers", 2, 0, 0 },
        { "all but orders", 2, 0, 1 },
        { "all where", 1, 1, 1 },
    };

    [Theory]
    [MemberData(nameof(Choices))]
    public async Task A_reset_brings_back_the_rows_that_were_chosen_and_no_others(string choice, int customers, int orders, int notes)
    {
        var data = choice switch
        {
            "all" => BaselineData.All,
            "none" => BaselineData.None,
            "none but customers" => BaselineData.NoneBut("customers"),
            "all but orders" => BaselineData.AllBut("public.orders"),
            _ => BaselineData.All.Where("customers", "id = 1"),
        };
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(LanePoolTests.Shop + "INSERT INTO notes (body) VALUES ('kept');");
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1, Data = data });
        await using var lane = await pool.LeaseAsync();
        foreach (var reset in new Func<Task>[] { () => lane.ResetAsync(), () => lane.DataSource.CreateCommand("SELECT pglanes.reset()").ExecuteNonQueryAsync() })
        {
            await lane.DataSource.CreateCommand("""
                DELETE FROM orders; DELETE FROM notes; DELETE FROM customers; INSERT INTO notes (body) VALUES ('new');
                INSERT INTO customers (id, email) VALUES (1, 'c@example.com'); INSERT INTO orders (customer_id, amount) VALUES (1, 1), (1, 2)
                """).ExecuteNonQueryAsync();
            await reset();
            (await lane.DataSource.CreateCommand("SELECT format('%s %s %s', (SELECT count(*) FROM customers), (SELECT count(*) FROM orders), (SELECT count(*) FROM notes))")
                .ExecuteScalarAsync()).ShouldBe($"{customers} {orders} {notes}");
            (await pool.VerifyAsync()).Single().Differences.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_partitioned_table_is_not_taken_for_its_partitions()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync("""
            CREATE TABLE log (id serial, at date NOT NULL) PARTITION BY RANGE (at);
            CREATE TABLE log_2024 PARTITION OF log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
            CREATE TABLE bare (id integer) PARTITION BY RANGE (id);
            INSERT INTO log (at) VALUES ('2024-05-01'), ('2024-06-01');
            """);
        foreach (var data in new[] { BaselineData.AllBut("log"), BaselineData.NoneBut("public.log"), BaselineData.All.Where("log", "id = 1") })
        {
            var error = await Should.ThrowAsync<ArgumentException>(() => LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1, Data = data }));
            error.Message.ShouldContain("log_2024");
        }

        // The sequence belongs to the partitioned table, the rows to the partition.
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1, Data = BaselineData.NoneBut("log", "log_2024", "bare") });
        await using var lane = await pool.LeaseAsync();
        (await lane.DataSource.CreateCommand("SELECT count(*) + (SELECT last_value FROM log_id_seq) FROM log").ExecuteScalarAsync()).ShouldBe(4L);
    }
}
