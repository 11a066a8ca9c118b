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

    /// <summary>A choice, and how many rows of log_2023, log_2024_a, log_2024_b and bare a lane then starts with, and where the sequence stands.</summary>
    public static TheoryData<string, string> PartitionedChoices => new()
    {
        { "all but log", "0 0 0 1, 1" },
        { "none but log", "2 1 2 0, 5" },
        { "all but log_2024", "2 0 0 1, 5" },
        { "none but log, log_2023", "2 1 2 0, 5" },
        { "log where", "1 0 1 1, 5" },
        { "log where, log_2024 where", "1 1 1 1, 5" },
        { "log where, all but log_2024_b", "1 0 0 1, 5" },
    };

    [Theory]
    [MemberData(nameof(PartitionedChoices))]
    public async Task A_partitioned_table_stands_for_its_partitions_that_are_not_named(string choice, string expected)
    {
        var data = choice switch
        {
            "log where" => BaselineData.All.Where("log", "kind = ANY (SELECT kind FROM public.wanted)"),
            "log where, log_2024 where" => BaselineData.All.Where("log", "kind = ANY (SELECT kind FROM public.wanted)").Where("public.log_2024", "id <> 5"),
            "log where, all but log_2024_b" => BaselineData.AllBut("log_2024_b").Where("log", "kind = ANY (SELECT kind FROM public.wanted)"),
            _ => choice.StartsWith("all but ", StringComparison.Ordinal) ? BaselineData.AllBut(choice[8..].Split(", ")) : BaselineData.NoneBut(choice[9..].Split(", ")),
        };
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync("""
            CREATE TABLE log (id serial, at date NOT NULL, kind text) PARTITION BY RANGE (at);
            CREATE TABLE log_2023 PARTITION OF log FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
            CREATE TABLE log_2024 PARTITION OF log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (kind);
            CREATE TABLE log_2024_a PARTITION OF log_2024 FOR VALUES IN ('a');
            CREATE TABLE log_2024_b PARTITION OF log_2024 DEFAULT;
            CREATE TABLE bare (id integer);
            CREATE TABLE wanted (kind text);
            INSERT INTO log (at, kind) VALUES ('2023-05-01', 'b'), ('2023-06-01', 'a'), ('2024-01-01', 'a'), ('2024-01-01', 'b'), ('2024-01-01', 'c');
            INSERT INTO bare VALUES (1); INSERT INTO wanted VALUES ('b');
            """);
        foreach (var kind in new[] { LaneKind.Schema, LaneKind.Database })
        {
            var options = Options(database, kind, data);
            await using (var pool = await LanePool.OpenAsync(database.ConnectionString, options))
            await using (var lane = await pool.LeaseAsync())
            {
                await lane.DataSource.CreateCommand("UPDATE log SET id = id + 10; INSERT INTO log (at, kind) VALUES ('2024-01-01', 'new'); TRUNCATE bare").ExecuteNonQueryAsync();
                await lane.ResetAsync();
                (await lane.DataSource.CreateCommand("""
                    SELECT format('%s %s %s %s, %s', (SELECT count(*) FROM log_2023), (SELECT count(*) FROM log_2024_a), (SELECT count(*) FROM log_2024_b),
                                  (SELECT count(*) FROM bare), (SELECT last_value FROM log_id_seq))
                    """).ExecuteScalarAsync()).ShouldBe(expected);
            }

            await LanePool.DropAllAsync(database.ConnectionString, options);
        }
    }

    [Theory]
    [InlineData(LaneKind.Schema)]
    [InlineData(LaneKind.Database)]
    public async Task Kept_rows_that_refer_to_a_partition_of_a_table_that_is_left_out_make_no_lane(LaneKind kind)
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync("""
            CREATE TABLE log (id integer PRIMARY KEY) PARTITION BY RANGE (id);
            CREATE TABLE log_1 PARTITION OF log DEFAULT;
            CREATE TABLE notes (log integer CONSTRAINT of_log REFERENCES log_1);
            INSERT INTO log VALUES (1);
            INSERT INTO notes VALUES (1);
            """);
        var options = Options(database, kind, BaselineData.AllBut("log"));
        await using (var pool = await LanePool.OpenAsync(database.ConnectionString, options))
            (await Should.ThrowAsync<TemplateException>(() => pool.LeaseAsync())).Message.ShouldContain("of_log");
        await LanePool.DropAllAsync(database.ConnectionString, options);
    }

    [Fact]
    public async Task A_pool_sees_that_a_condition_chooses_other_rows_of_a_partition_now()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync("""
            CREATE TABLE log (id integer) PARTITION BY RANGE (id);
            CREATE TABLE log_1 PARTITION OF log DEFAULT;
            CREATE TABLE wanted (id integer);
            INSERT INTO log VALUES (1), (2);
            """);
        var options = new LanePoolOptions { MaxLanes = 1, Data = BaselineData.NoneBut().Where("log", "id IN (SELECT id FROM public.wanted)") };
        async Task<long> RowsAsync()
        {
            await using var pool = await LanePool.OpenAsync(database.ConnectionString, options);
            await using var lane = await pool.LeaseAsync();
            return (long)(await lane.DataSource.CreateCommand("SELECT count(*) FROM log").ExecuteScalarAsync())!;
        }

        (await RowsAsync()).ShouldBe(0);
        await database.ExecuteAsync("INSERT INTO wanted VALUES (2)");
        (await RowsAsync()).ShouldBe(1);
    }

    private static LanePoolOptions Options(TestDatabase database, LaneKind kind, BaselineData data) =>
        new() { MaxLanes = 1, Kind = kind, NameFormat = $"{database.Name}_{{0}}", Data = data };
}
