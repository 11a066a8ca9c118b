namespace PgLanes.Tests;

public sealed class TableCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_table_keeps_its_columns_keys_indexes_and_rows(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE SEQUENCE free_numbers START 7 INCREMENT 3;
            CREATE TABLE customers (
                id serial PRIMARY KEY,
                email varchar(100) NOT NULL UNIQUE,
                dropped integer,
                kind varchar(10) DEFAULT 'plain' CHECK (kind IN ('plain', 'gold')),
                full_name text COLLATE "C",
                note text);
            ALTER TABLE customers DROP COLUMN dropped;
            ALTER TABLE customers ALTER COLUMN note SET STORAGE EXTERNAL, ALTER COLUMN note SET STATISTICS 500;
            CREATE TABLE orders (
                id bigint GENERATED ALWAYS AS IDENTITY (START WITH 100) PRIMARY KEY,
                customer_id integer NOT NULL REFERENCES customers ON DELETE CASCADE DEFERRABLE,
                amount numeric(10, 2) NOT NULL,
                doubled numeric GENERATED ALWAYS AS (amount * 2) STORED,
                CONSTRAINT positive CHECK (amount > 0)) WITH (fillfactor = 80);
            CREATE INDEX orders_by_customer ON orders (customer_id, lower(amount::text) DESC) INCLUDE (amount) WHERE amount > 10;
            INSERT INTO customers (email) VALUES ('a@example.com'), ('b@example.com');
            INSERT INTO orders (customer_id, amount) VALUES (1, 12.5), (2, 3);
            """);
        var (template, lane) = await made.BothAsync<string>("SELECT string_agg(o::text, ' ' ORDER BY id) FROM {0}.orders AS o");
        lane.ShouldBe(template);
        (await made.Database.ScalarAsync<long>("INSERT INTO test_worker_1.orders (customer_id, amount) VALUES (1, 1) RETURNING id")).ShouldBe(102);
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Keys_on_the_same_columns_are_all_kept(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE orders (id integer PRIMARY KEY, number integer CONSTRAINT z_first UNIQUE);
            ALTER TABLE orders ADD CONSTRAINT again UNIQUE (id), ADD CONSTRAINT a_second UNIQUE (number);
            CREATE TABLE lines (order_id integer REFERENCES orders (id), number integer REFERENCES orders (number));
            """);
        (await made.Database.ScalarAsync<long>("SELECT count(*) FROM pg_constraint WHERE conrelid = 'test_worker_1.orders'::regclass AND contype IN ('p', 'u')"))
            .ShouldBe(4);
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task An_inherited_column_keeps_its_place_behind_the_childs_own_and_is_a_hazard(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TABLE parents (id serial PRIMARY KEY, kind text DEFAULT 'a' CHECK (kind <> ''));
            CREATE TABLE children (own bytea, CHECK (id > 0)) INHERITS (parents);
            ALTER TABLE parents ADD COLUMN late integer NOT NULL DEFAULT 7;
            ALTER TABLE parents ADD CONSTRAINT known CHECK (late IN (7, 8));
            INSERT INTO children (own) VALUES ('x');
            """);
        var (template, lane) = await made.BothAsync<string>("SELECT string_agg(c::text, ' ') FROM {0}.children AS c");
        lane.ShouldBe(template);
        made.Script.Hazards.ShouldContain(hazard => hazard.Code == "inherited-columns" && hazard.ObjectName == "table public.children");
    }
}
