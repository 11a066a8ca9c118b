using Npgsql;
using PgLanes.Catalog;
using PgLanes.Cloning;
using PgLanes.Model;
using PgLanes.Proof;
using PgLanes.Scripting;
using PgLanes.Sql;

namespace PgLanes.Tests;

public sealed class RoleCases(Servers servers)
{
    // Roles are the whole server's: each test has names of its own.
    private readonly string _owner = $"owner_{Guid.NewGuid():N}";
    private readonly string _reader = $"Reader {Guid.NewGuid():N}";

    private string Roles => $"CREATE ROLE {Owner}; CREATE ROLE {Reader};";

    private string Owner => Identifier.QuoteIfNeeded(_owner);

    private string Reader => Identifier.QuoteIfNeeded(_reader);

    private string Drop => $"DROP OWNED BY {Owner}, {Reader} CASCADE; DROP ROLE {Owner}; DROP ROLE {Reader};";

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Every_kind_of_object_keeps_its_owner(int version)
    {
        await using var made = await CloneCase.ProveAsSuperuserAsync(servers, version, "permission denied to create role", Roles + $"""
            CREATE TYPE mood AS ENUM ('fine');
            CREATE TYPE pair AS (a integer);
            CREATE DOMAIN positive AS integer;
            CREATE SEQUENCE numbers;
            CREATE TABLE orders (id serial PRIMARY KEY, other bigint GENERATED ALWAYS AS IDENTITY, kind text);
            CREATE VIEW kinds AS SELECT kind FROM orders;
            CREATE MATERIALIZED VIEW stored AS SELECT id FROM orders;
            CREATE FUNCTION twice(x mood) RETURNS integer LANGUAGE sql AS 'SELECT 2';
            CREATE PROCEDURE run() LANGUAGE sql AS 'SELECT 1';
            CREATE AGGREGATE total(numeric) (SFUNC = numeric_add, STYPE = numeric);
            CREATE STATISTICS both_columns ON id, kind FROM orders;
            ALTER TYPE mood OWNER TO {Owner};
            ALTER TYPE pair OWNER TO {Owner};
            ALTER DOMAIN positive OWNER TO {Reader};
            ALTER SEQUENCE numbers OWNER TO {Owner};
            ALTER TABLE orders OWNER TO {Owner};
            ALTER VIEW kinds OWNER TO {Reader};
            ALTER MATERIALIZED VIEW stored OWNER TO {Owner};
            ALTER FUNCTION twice(mood) OWNER TO {Owner};
            ALTER PROCEDURE run() OWNER TO {Owner};
            ALTER AGGREGATE total(numeric) OWNER TO {Owner};
            ALTER STATISTICS both_columns OWNER TO {Owner};
            ALTER SCHEMA public OWNER TO {Owner};
            """);
        (await made.Database.ScalarAsync<string>("SELECT relowner::regrole::text FROM pg_class WHERE oid = 'test_worker_1.orders_id_seq'::regclass")).ShouldBe(Owner);
        await made.Database.ExecuteAsync(Drop);
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Privileges_are_the_templates_whatever_new_objects_get(int version)
    {
        await using var made = await CloneCase.ProveAsSuperuserAsync(servers, version, "permission denied to create role", Roles + $"""
            CREATE TYPE mood AS ENUM ('fine');
            CREATE SEQUENCE numbers;
            CREATE TABLE orders (id serial PRIMARY KEY, kind text);
            CREATE TABLE plain (id serial PRIMARY KEY);
            CREATE VIEW kinds AS SELECT kind FROM orders;
            CREATE FUNCTION twice(x mood) RETURNS integer LANGUAGE sql AS 'SELECT 2';
            CREATE PROCEDURE run() LANGUAGE sql AS 'SELECT 1';
            GRANT USAGE ON SCHEMA public TO {Owner};
            GRANT SELECT, INSERT ON orders TO {Reader};
            GRANT UPDATE (kind), SELECT (kind) ON orders TO PUBLIC;
            GRANT SELECT ON orders TO {Owner} WITH GRANT OPTION;
            SET LOCAL ROLE {Owner};
            GRANT SELECT ON orders TO {Reader};
            RESET ROLE;
            REVOKE TRUNCATE ON orders FROM CURRENT_USER;
            GRANT SELECT ON kinds TO PUBLIC;
            GRANT USAGE ON SEQUENCE numbers TO {Reader};
            REVOKE ALL ON FUNCTION twice(mood) FROM PUBLIC;
            GRANT EXECUTE ON PROCEDURE run() TO {Reader};
            REVOKE USAGE ON TYPE mood FROM PUBLIC;
            ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO {Reader};
            ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
            ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, UPDATE ON TABLES TO {Reader} WITH GRANT OPTION;
            ALTER DEFAULT PRIVILEGES FOR ROLE {Owner} IN SCHEMA public GRANT USAGE ON SEQUENCES TO PUBLIC;
            """);
        var (template, lane) = await made.BothAsync<string>("""
            SELECT string_agg(relname || ' ' || COALESCE(ARRAY(SELECT x::text FROM unnest(relacl) AS x ORDER BY 1)::text, ''), E'\n' ORDER BY relname)
            FROM pg_class WHERE relnamespace = '{0}'::regnamespace AND relname IN ('orders', 'kinds', 'numbers')
            """);
        lane.ShouldBe(template);
        await made.Database.ExecuteAsync(Drop);
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task What_a_plain_role_may_not_give_is_a_hazard_and_the_lane_is_proved_without(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await database.ExecuteAsync(Roles + $"""
            ALTER ROLE {Owner} LOGIN PASSWORD 'secret';
            GRANT CREATE ON DATABASE {Identifier.Quote(database.Name)} TO {Owner};
            CREATE TABLE orders (id integer PRIMARY KEY, kind text);
            CREATE TABLE plain (id integer PRIMARY KEY);
            GRANT SELECT ON orders, plain TO {Owner};
            GRANT SELECT ON orders TO {Reader} WITH GRANT OPTION;
            SET LOCAL ROLE {Reader};
            GRANT SELECT ON orders TO pg_monitor;
            RESET ROLE;
            GRANT INSERT ON plain TO {Reader};
            ALTER DEFAULT PRIVILEGES FOR ROLE {Reader} IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC;
            """);
        var login = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = _owner, Password = "secret" };
        await using (var connection = new NpgsqlConnection(login.ConnectionString))
        {
            await connection.OpenAsync();
            await ToolSchema.InstallAsync(connection, "pglanes", CancellationToken.None);
            var template = await CatalogReader.ReadAsync(connection, [CloneCase.Template], CancellationToken.None);
            var names = LaneScript.Names(template, new Dictionary<string, string> { [CloneCase.Template] = CloneCase.Lane });
            var script = LaneScript.For(template, names);
            script.Hazards.Select(hazard => (hazard.Code, hazard.ObjectName)).ShouldBe(
                [
                    ("owner", "schema public"), ("owner", "table public.orders"), ("owner", "table public.plain"),
                    ("grant", "table public.orders"), ("grant", "schema public"),
                ],
                ignoreOrder: true);
            await new LaneBuilder(connection, "pglanes", 1500).BuildAsync(script, names, new BaselineModel([], []), CancellationToken.None);
            var proof = await LaneProver.ProveAsync(connection, 1, script.Target, [CloneCase.Template], CancellationToken.None);
            proof.Differences.ShouldBeEmpty();
            proof.Strays.ShouldBeEmpty();
        }

        (await database.ScalarAsync<bool>($"SELECT has_table_privilege({Literal.Quote(_reader)}, 'test_worker_1.plain', 'INSERT')")).ShouldBeTrue();
        await database.ExecuteAsync(Drop);
    }
}
