namespace PgLanes.Tests;

public sealed class ViewCases(Servers servers)
{
    private const string Orders = "CREATE TABLE orders (id integer PRIMARY KEY, kind varchar(10), amount numeric(10, 2), note text);";

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Views_keep_their_queries_and_columns_whatever_order_they_need(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, Orders + """
            INSERT INTO orders VALUES (1, 'open', 5, 'x');
            CREATE VIEW z_open AS SELECT * FROM orders AS o WHERE o.kind IN ('open', 'late');
            CREATE VIEW a_sums (kind, "Total Amount") AS SELECT kind, sum(amount) FROM z_open GROUP BY kind;
            CREATE VIEW by_key AS SELECT o.*, count(*) FROM orders AS o JOIN z_open AS z USING (id) GROUP BY o.id;
            CREATE RECURSIVE VIEW numbers (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM numbers WHERE n < 100;
            CREATE VIEW pairs (a, b) AS VALUES (1, 'x'), (2, 'y');
            CREATE VIEW names AS SELECT 'public.orders'::regclass AS relation, row_to_json(o) AS whole FROM public.orders AS o, LATERAL (SELECT o.id) AS l;
            """);
        (await made.Database.ScalarAsync<string>("SELECT relation::text FROM test_worker_1.names")).ShouldBe("test_worker_1.orders");
        (await made.Database.ScalarAsync<long>("SELECT count(*) FROM test_worker_1.numbers")).ShouldBe(100);
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_view_keeps_its_options_and_the_defaults_of_its_columns(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, Orders + $"""
            CREATE SEQUENCE numbers;
            CREATE VIEW guarded WITH (security_barrier) AS SELECT * FROM orders WHERE amount > 0;
            CREATE VIEW checked AS SELECT * FROM guarded WHERE kind = 'open' WITH LOCAL CHECK OPTION;
            CREATE VIEW cascaded AS SELECT * FROM guarded WHERE kind = 'open' WITH CASCADED CHECK OPTION;
            {(version >= 15 ? "ALTER VIEW guarded SET (security_invoker = true);" : "")}
            ALTER VIEW checked ALTER COLUMN id SET DEFAULT nextval('numbers'), ALTER COLUMN kind SET DEFAULT 'open';
            """);
        await made.Database.ExecuteAsync("INSERT INTO test_worker_1.checked (amount) VALUES (3)");
        (await made.Database.ScalarAsync<string>("SELECT o::text FROM test_worker_1.orders AS o")).ShouldBe("(1,open,3.00,)");
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Materialized_views_are_filled_in_the_order_in_which_they_read_each_other(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, Orders + """
            INSERT INTO orders VALUES (1, 'open', 5, 'x'), (2, 'late', 7, 'y');
            CREATE MATERIALIZED VIEW z_sums WITH (fillfactor = 70, toast.autovacuum_enabled = false)
                AS SELECT kind, sum(amount) AS total, string_agg(note, ',') AS notes FROM orders GROUP BY kind;
            CREATE VIEW m_between AS SELECT * FROM z_sums;
            CREATE MATERIALIZED VIEW a_total AS SELECT sum(total) AS total FROM m_between;
            CREATE MATERIALIZED VIEW empty AS SELECT * FROM a_total WITH NO DATA;
            CREATE UNIQUE INDEX sums_by_kind ON z_sums (kind);
            CREATE INDEX sums_by_total ON z_sums ((total * 2)) WHERE total > 1;
            ALTER MATERIALIZED VIEW z_sums CLUSTER ON sums_by_kind;
            ALTER MATERIALIZED VIEW z_sums ALTER COLUMN notes SET STORAGE EXTERNAL, ALTER COLUMN total SET STATISTICS 50, ALTER COLUMN kind SET (n_distinct = 2);
            ALTER MATERIALIZED VIEW z_sums ALTER COLUMN notes SET COMPRESSION pglz;
            """);
        (await made.Database.ScalarAsync<decimal>("SELECT total FROM test_worker_1.a_total")).ShouldBe(12);
        (await made.Database.ScalarAsync<bool>("SELECT relispopulated FROM pg_class WHERE oid = 'test_worker_1.empty'::regclass")).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Views_and_tables_that_share_their_names_across_schemas_stay_apart(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE SCHEMA sales;
            CREATE TABLE person (id integer, sales integer);
            CREATE TABLE sales.person (id integer, public integer);
            CREATE VIEW sales.joined AS SELECT p.id, s.public, person.sales FROM sales.person AS s JOIN public.person AS p USING (id), public.person;
            CREATE VIEW joined AS SELECT * FROM sales.joined;
            """, "public", "sales");
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Views_that_need_themselves_through_functions_are_outlined_first(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE t (id integer);
            INSERT INTO t VALUES (1), (2);
            CREATE VIEW v AS SELECT id, NULL::integer AS n, 'x'::varchar(5) COLLATE "C" AS s FROM t;
            CREATE FUNCTION f(v) RETURNS integer LANGUAGE sql AS 'SELECT 5';
            CREATE FUNCTION g() RETURNS SETOF v LANGUAGE sql STABLE AS 'SELECT * FROM public.v WHERE n = 5';
            CREATE OR REPLACE VIEW v WITH (security_barrier) AS SELECT t.id, f(ROW(t.id, 1, 'x')::v) AS n, 'x'::varchar(5)
                COLLATE "C" AS s FROM t;
            CREATE VIEW w AS SELECT * FROM v;
            ALTER VIEW v ALTER COLUMN id SET DEFAULT 3;
            CREATE VIEW p1 AS SELECT 1 AS a;
            CREATE FUNCTION pf() RETURNS SETOF p1 LANGUAGE sql AS 'SELECT 1';
            CREATE VIEW p2 AS SELECT a FROM pf();
            CREATE OR REPLACE VIEW p1 AS SELECT a FROM p2;
            COMMENT ON VIEW v IS 'c';
            GRANT SELECT ON v TO PUBLIC;
            CREATE RULE r AS ON INSERT TO v DO INSTEAD INSERT INTO t VALUES (NEW.id);
            CREATE TABLE gb (id integer PRIMARY KEY, x text);
            CREATE VIEW gv AS SELECT 1 AS id, ''::text AS x;
            CREATE FUNCTION gf() RETURNS SETOF gv LANGUAGE sql AS 'SELECT 1, ''''::text';
            CREATE OR REPLACE VIEW gv AS SELECT gb.id, gb.x FROM gb, gf() AS q GROUP BY gb.id;
            """);
        (await made.Database.ListAsync<string>("SELECT v::text FROM test_worker_1.v")).ShouldBe(["(1,5,x)", "(2,5,x)"]);
    }
}
