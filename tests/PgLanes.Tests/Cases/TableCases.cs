using Npgsql;

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
            CREATE TABLE stays (during int4range, CONSTRAINT one EXCLUDE USING gist (during WITH &&));
            ALTER TABLE stays ADD CONSTRAINT two EXCLUDE USING gist (during WITH &&);
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

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_table_keeps_how_it_is_stored_and_what_it_tells_replicas(int version)
    {
        var database = await servers.CreateDatabaseAsync(version);
        await database.ExecuteAsync($$"""
            CREATE UNLOGGED TABLE fast (id serial PRIMARY KEY, a text);
            CREATE INDEX ON fast (a);
            INSERT INTO fast (a) VALUES ('x');
            CREATE TABLE opts (a text, b text, c integer) WITH (fillfactor = 50, autovacuum_enabled = off,
                toast.autovacuum_enabled = false, toast.autovacuum_vacuum_threshold = 99, parallel_workers = 2);
            ALTER TABLE opts ALTER COLUMN c SET (n_distinct = -0.25), ALTER COLUMN a SET COMPRESSION pglz,
                ALTER COLUMN b SET STATISTICS 7;
            INSERT INTO opts VALUES (repeat('abc', 100000), (SELECT string_agg(md5(n::text), '') FROM generate_series(1, 5000)
                n), 3);
            CREATE TABLE full_identity (a integer);
            ALTER TABLE full_identity REPLICA IDENTITY FULL;
            CREATE TABLE no_identity (a integer PRIMARY KEY);
            ALTER TABLE no_identity REPLICA IDENTITY NOTHING;
            CREATE TABLE index_identity (a integer NOT NULL UNIQUE, b integer NOT NULL);
            CREATE UNIQUE INDEX ii ON index_identity (b);
            ALTER TABLE index_identity REPLICA IDENTITY USING INDEX ii;
            ALTER TABLE index_identity CLUSTER ON index_identity_a_key;
            CREATE ACCESS METHOD heap2_{{database.Name}} TYPE TABLE HANDLER heap_tableam_handler;
            CREATE TABLE other_method (a integer) USING heap2_{{database.Name}};
            CREATE MATERIALIZED VIEW other_view USING heap2_{{database.Name}} AS SELECT 1 AS a;
            CREATE TABLE tab (a text, "B c" integer);
            CREATE ROLE reader_{{database.Name}};
            GRANT SELECT (a), UPDATE ("B c") ON tab TO reader_{{database.Name}};
            GRANT INSERT ON tab TO PUBLIC;
            """);
        await using var made = await CloneCase.CloneAsync(database);
        await made.ShouldBeIdenticalAsync();
        await made.ShouldKeepRowsAsync();
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Tables_indexes_and_materialized_views_stay_in_their_tablespace(int version)
    {
        var database = await servers.CreateDatabaseAsync(version);
        var space = $"space_{database.Name}";
        await using var connection = await database.OpenAsync();
        await RunAsync(connection, "SET allow_in_place_tablespaces = on");
        await RunAsync(connection, $"CREATE TABLESPACE {space} LOCATION ''");
        await database.ExecuteAsync($"""
            CREATE TABLE there (id integer PRIMARY KEY USING INDEX TABLESPACE {space}, a text) TABLESPACE {space};
            CREATE TABLE here (id integer PRIMARY KEY USING INDEX TABLESPACE {space}, a text);
            CREATE INDEX by_a ON here (a) TABLESPACE {space} WHERE a <> '';
            CREATE TABLE parts (id integer) PARTITION BY LIST (id) TABLESPACE {space};
            CREATE TABLE parts_1 PARTITION OF parts FOR VALUES IN (1) TABLESPACE pg_default;
            CREATE INDEX by_id ON parts (id) TABLESPACE {space};
            CREATE MATERIALIZED VIEW seen TABLESPACE {space} AS SELECT * FROM here;
            INSERT INTO there VALUES (1, 'x');
            """);
        await using (var made = await CloneCase.CloneAsync(database))
        {
            await made.ShouldBeIdenticalAsync();
            await made.ShouldKeepRowsAsync();
        }

        await using var other = new NpgsqlConnection(database.Server.ConnectionString + ";Pooling=false");
        await other.OpenAsync();
        await RunAsync(other, $"DROP TABLESPACE {space}");
    }

    private static async Task RunAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}
