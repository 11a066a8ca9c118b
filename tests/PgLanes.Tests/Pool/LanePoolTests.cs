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

    [Fact]
    public async Task The_template_and_everything_beside_it_stay_as_they_were()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(Shop + "CREATE SCHEMA other; CREATE TABLE other.things AS SELECT 1 AS id; COMMENT ON SCHEMA public IS 'the shop'");
        var before = await ContentsAsync(database);
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 2 });
        await pool.EnsureAsync(2);
        await using (var lane = await pool.LeaseAsync())
        {
            await lane.DataSource.CreateCommand("DELETE FROM orders; DELETE FROM customers").ExecuteNonQueryAsync();
            await lane.ResetAsync();
        }

        (await database.ScalarAsync<string>("SELECT obj_description('test_worker_1'::regnamespace)"))!.ShouldStartWith("the shop\n\nMade by PgLanes: lane 1");
        (await pool.VerifyAsync()).ShouldAllBe(proof => proof.IsIdentical);
        await pool.DropAsync();
        (await ContentsAsync(database)).ShouldBe(before);
    }

    // xmin tells a row that was written again.
    private static async Task<string> ContentsAsync(TestDatabase database) => string.Join('\n', await database.ListAsync<string>("""
        SELECT n.nspname || COALESCE(obj_description(n.oid, 'pg_namespace'), '') || n.xmin FROM pg_namespace AS n WHERE nspname IN ('public', 'other')
        UNION ALL SELECT 'class ' || c.relname || c.xmin || COALESCE(pg_relation_filenode(c.oid)::text, '') FROM pg_class AS c
        WHERE relnamespace IN ('public'::regnamespace, 'other'::regnamespace)
        UNION ALL SELECT 'customer ' || t || xmin FROM public.customers AS t
        UNION ALL SELECT 'order ' || t || xmin FROM public.orders AS t
        UNION ALL SELECT 'sequence ' || last_value || is_called FROM public.customers_id_seq
        ORDER BY 1
        """));
}
