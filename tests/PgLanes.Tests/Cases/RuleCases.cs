namespace PgLanes.Tests;

public sealed class RuleCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Rules_of_tables_and_views_keep_their_actions_and_states(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE orders (id integer PRIMARY KEY, kind varchar(10));
            CREATE TABLE log (id integer, what text);
            CREATE TABLE seen (id integer UNIQUE);
            CREATE VIEW all_orders AS SELECT * FROM orders;
            CREATE RULE "Insert" AS ON INSERT TO all_orders DO INSTEAD
                INSERT INTO orders VALUES (NEW.id, NEW.kind) RETURNING orders.id, orders.kind;
            CREATE RULE logged AS ON UPDATE TO orders WHERE NEW.kind IN ('open', 'late') AND OLD.id = 1 DO ALSO
                (INSERT INTO log VALUES (OLD.id, 'update'); INSERT INTO log SELECT o.id, 'again' FROM orders AS o WHERE o.id = NEW.id);
            CREATE RULE nothing AS ON DELETE TO orders DO INSTEAD NOTHING;
            CREATE RULE once AS ON INSERT TO log WHERE NEW.id < 0 DO INSTEAD INSERT INTO seen VALUES (NEW.id) ON CONFLICT (id) DO NOTHING;
            CREATE RULE off AS ON DELETE TO log DO INSTEAD NOTHING;
            ALTER TABLE log DISABLE RULE off;
            ALTER TABLE orders ENABLE ALWAYS RULE nothing;
            """);
        await made.Database.ExecuteAsync("INSERT INTO test_worker_1.all_orders VALUES (1, 'x'); UPDATE test_worker_1.orders SET kind = 'late'");
        (await made.Database.ScalarAsync<string>("SELECT string_agg(what, ' ') FROM test_worker_1.log")).ShouldBe("update again");
        (await made.Database.ScalarAsync<long>("SELECT count(*) FROM public.log")).ShouldBe(0);
    }
}
