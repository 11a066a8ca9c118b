namespace PgLanes.Tests;

public sealed class LanePoolTests(Servers servers)
{
    internal const string Shop = """
        CREATE TABLE customers (id serial PRIMARY KEY, email text NOT NULL UNIQUE);
        CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers, amount numeric NOT NULL);
        CREATE TABLE notes (id serial PRIMARY KEY, body text);
        INSERT INTO customers (email) VALUES ('a@example.com'), ('b@example.com');
        INSERT INTO orders (customer_id, amount) VALUES (1, 12.5);
        """;

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_leased_lane_holds_the_baseline_and_keeps_writes_to_itself(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await database.ExecuteAsync(Shop);
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 2 });
        await using var first = await pool.LeaseAsync();
        await using var second = await pool.LeaseAsync();
        await first.DataSource.CreateCommand("INSERT INTO orders (customer_id, amount) VALUES (2, 1)").ExecuteNonQueryAsync();

        (await first.DataSource.CreateCommand("SELECT count(*) FROM orders").ExecuteScalarAsync()).ShouldBe(2L);
        (await second.DataSource.CreateCommand("SELECT count(*) FROM orders").ExecuteScalarAsync()).ShouldBe(1L);
        (await database.ScalarAsync<long>("SELECT count(*) FROM public.orders")).ShouldBe(1);
        (await first.ResetAsync()).Tables.ShouldBe(1);
        (await first.DataSource.CreateCommand("INSERT INTO orders (customer_id, amount) VALUES (2, 1) RETURNING id").ExecuteScalarAsync()).ShouldBe(2L);
        (await first.ResetAsync()).Sequences.ShouldBe(1);
        (await first.ResetAsync()).Tables.ShouldBe(0);
        (await pool.VerifyAsync()).ShouldAllBe(proof => proof.IsIdentical);
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Ensure_makes_lanes_once_and_drop_leaves_nothing(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await database.ExecuteAsync(Shop);
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 4 });
        (await pool.EnsureAsync(4)).ShouldAllBe(report => report.Created);
        (await pool.EnsureAsync(4)).ShouldAllBe(report => !report.Created);
        var status = await pool.GetStatusAsync();
        status.Count.ShouldBe(4);
        status.ShouldAllBe(lane => lane.Fresh && lane.State == LaneState.Ready && lane.Lease == null && lane.Bytes > 0);

        (await pool.DropAsync()).ShouldBe(["test_worker_1", "test_worker_2", "test_worker_3", "test_worker_4"]);
        (await database.ListAsync<string>("SELECT nspname::text FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema)'")).ShouldBe(["public"]);
    }
}
