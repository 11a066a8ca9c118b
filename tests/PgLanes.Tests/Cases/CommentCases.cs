namespace PgLanes.Tests;

public sealed class CommentCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Every_kind_of_object_keeps_its_comment(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TYPE mood AS ENUM ('fine');
            CREATE TYPE pair AS (a integer, b text);
            CREATE DOMAIN positive AS integer CONSTRAINT above CHECK (VALUE > 0);
            CREATE SEQUENCE numbers;
            CREATE TABLE orders (id integer PRIMARY KEY, "Kind" mood, amount positive CONSTRAINT small CHECK (amount < 100));
            CREATE INDEX by_kind ON orders ("Kind");
            CREATE VIEW kinds AS SELECT "Kind" FROM orders;
            CREATE MATERIALIZED VIEW stored AS SELECT id FROM orders;
            CREATE FUNCTION twice(x mood, y integer) RETURNS integer LANGUAGE sql AS 'SELECT y * 2';
            CREATE FUNCTION twice() RETURNS integer LANGUAGE sql AS 'SELECT 2';
            CREATE PROCEDURE run(INOUT x integer) LANGUAGE sql AS 'SELECT 1';
            CREATE AGGREGATE total(numeric) (SFUNC = numeric_add, STYPE = numeric);
            CREATE TRIGGER watch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
            CREATE RULE quiet AS ON DELETE TO orders DO INSTEAD NOTHING;
            CREATE POLICY everybody ON orders;
            CREATE STATISTICS both_columns ON id, amount FROM orders;
            COMMENT ON SCHEMA public IS 'it''s \ the schema';
            COMMENT ON TYPE mood IS 'a mood in public.orders';
            COMMENT ON TYPE pair IS 'two';
            COMMENT ON COLUMN pair.b IS 'the second';
            COMMENT ON DOMAIN positive IS 'above zero';
            COMMENT ON CONSTRAINT above ON DOMAIN positive IS 'really';
            COMMENT ON SEQUENCE numbers IS 'numbers';
            COMMENT ON TABLE orders IS E'two\nlines';
            COMMENT ON COLUMN orders."Kind" IS 'of an order';
            COMMENT ON CONSTRAINT small ON orders IS 'below 100';
            COMMENT ON CONSTRAINT orders_pkey ON orders IS 'the key';
            COMMENT ON INDEX by_kind IS 'for the list';
            COMMENT ON VIEW kinds IS 'all kinds';
            COMMENT ON COLUMN kinds."Kind" IS 'one of them';
            COMMENT ON MATERIALIZED VIEW stored IS 'stored';
            COMMENT ON FUNCTION twice(mood, integer) IS 'with arguments';
            COMMENT ON FUNCTION twice() IS 'without';
            COMMENT ON PROCEDURE run(integer) IS 'runs';
            COMMENT ON AGGREGATE total(numeric) IS 'sums';
            COMMENT ON TRIGGER watch ON orders IS 'watches';
            COMMENT ON RULE quiet ON orders IS 'hushes';
            COMMENT ON POLICY everybody ON orders IS 'all';
            COMMENT ON STATISTICS both_columns IS 'for the planner';
            """);
        made.Script.Target.Of<Model.CommentModel>().Count().ShouldBe(23);
        (await made.Database.ScalarAsync<string>("SELECT obj_description('test_worker_1.mood'::regtype)")).ShouldBe("a mood in public.orders");
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task What_PostgreSQL_says_of_public_is_not_said_of_a_lane(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, "CREATE TABLE orders (id integer)");
        (await made.Database.ScalarAsync<string>("SELECT obj_description('test_worker_1'::regnamespace)")).ShouldBeNull();
    }
}
