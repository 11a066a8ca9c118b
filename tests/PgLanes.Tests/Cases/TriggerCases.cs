namespace PgLanes.Tests;

public sealed class TriggerCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_trigger_keeps_its_event_condition_arguments_and_state(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE orders (id integer PRIMARY KEY, kind varchar(10), amount numeric);
            CREATE TABLE others (id integer PRIMARY KEY);
            CREATE TRIGGER plain BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
            CREATE TRIGGER "When" BEFORE UPDATE OF kind, amount ON orders FOR EACH ROW
                WHEN (OLD.kind IS DISTINCT FROM NEW.kind AND NEW.kind IN ('open', 'late'))
                EXECUTE FUNCTION suppress_redundant_updates_trigger();
            CREATE TRIGGER off BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
            CREATE TRIGGER replica BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
            CREATE TRIGGER always BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
            CREATE CONSTRAINT TRIGGER late AFTER UPDATE ON orders FROM others DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger('a', 'public.orders');
            CREATE TRIGGER transition AFTER UPDATE ON orders REFERENCING OLD TABLE AS before NEW TABLE AS after
                FOR EACH STATEMENT EXECUTE FUNCTION suppress_redundant_updates_trigger();
            CREATE VIEW all_orders AS SELECT * FROM orders;
            CREATE TRIGGER instead INSTEAD OF UPDATE ON all_orders FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
            ALTER TABLE orders DISABLE TRIGGER off, ENABLE REPLICA TRIGGER replica, ENABLE ALWAYS TRIGGER always;
            """);
        (await made.Database.ScalarAsync<string>(
            "SELECT string_agg(tgname || tgenabled::text, ' ' ORDER BY tgname COLLATE \"C\") FROM pg_trigger WHERE tgrelid = 'test_worker_1.orders'::regclass"))
            .ShouldBe("WhenO alwaysA lateO offD plainO replicaR transitionO");
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_partition_keeps_a_trigger_state_of_its_own(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE logs (at date, kind text) PARTITION BY RANGE (at);
            CREATE TABLE z_2024 PARTITION OF logs FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (kind);
            CREATE TABLE a_leaf PARTITION OF z_2024 FOR VALUES IN ('a');
            CREATE TABLE b_leaf PARTITION OF z_2024 FOR VALUES IN ('b');
            CREATE TABLE logs_2025 PARTITION OF logs FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
            CREATE TRIGGER watch AFTER UPDATE ON logs FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
            CREATE TRIGGER plain AFTER UPDATE ON logs FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
            ALTER TABLE z_2024 DISABLE TRIGGER watch;
            ALTER TABLE a_leaf ENABLE ALWAYS TRIGGER watch;
            ALTER TABLE ONLY logs DISABLE TRIGGER plain;
            """);
        var (template, lane) = await made.BothAsync<string>("""
            SELECT string_agg(c.relname || '.' || g.tgname || '=' || g.tgenabled::text, ' ' ORDER BY c.relname, g.tgname)
            FROM pg_trigger AS g JOIN pg_class AS c ON c.oid = g.tgrelid WHERE c.relnamespace = '{0}'::regnamespace
            """);
        lane.ShouldBe(template);
    }
}
