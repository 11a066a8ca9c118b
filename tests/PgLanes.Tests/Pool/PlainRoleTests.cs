using Npgsql;

namespace PgLanes.Tests;

/// <summary>Pools of a role that owns the template's schema and may create schemas in the database, and nothing more.</summary>
public sealed class PlainRoleTests(Servers servers)
{
    private const string Template = """
        CREATE TYPE app.mood AS ENUM ('fine', 'a, b');
        CREATE DOMAIN app.positive AS integer CHECK (VALUE > 0);
        CREATE TYPE app.span AS RANGE (subtype = integer);
        CREATE TABLE app.teams (id serial PRIMARY KEY, name text NOT NULL, lead integer, feeling app.mood DEFAULT 'fine');
        CREATE TABLE app.people (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, team integer NOT NULL REFERENCES app.teams, age app.positive);
        ALTER TABLE app.teams ADD CONSTRAINT led FOREIGN KEY (lead) REFERENCES app.people DEFERRABLE INITIALLY DEFERRED;
        CREATE TABLE app.logs (id serial PRIMARY KEY, person integer REFERENCES app.people ON DELETE CASCADE, body text);
        CREATE FUNCTION app.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'logs of % stay', TG_TABLE_SCHEMA; END $$;
        INSERT INTO app.teams (name) VALUES ('one'), ('two');
        INSERT INTO app.people (team, age) VALUES (1, 20), (2, 30);
        UPDATE app.teams SET lead = id;
        INSERT INTO app.logs (person, body) VALUES (1, 'hired');
        SET CONSTRAINTS ALL IMMEDIATE;
        CREATE TABLE app.notes (id serial PRIMARY KEY, person integer REFERENCES app.people ON DELETE SET NULL);
        CREATE TRIGGER kept_too BEFORE UPDATE ON app.notes EXECUTE FUNCTION app.refuse();
        CREATE TRIGGER kept BEFORE DELETE OR TRUNCATE ON app.logs EXECUTE FUNCTION app.refuse();
        CREATE VIEW app.named WITH (security_barrier) AS SELECT p.id, t.name FROM app.people AS p JOIN app.teams AS t ON t.id = p.team;
        CREATE MATERIALIZED VIEW app.counts AS SELECT team, count(*) AS n FROM app.people GROUP BY team;
        ALTER TABLE app.people ENABLE ROW LEVEL SECURITY;
        CREATE POLICY seen ON app.people USING (team IN (SELECT id FROM app.teams));
        """;

    private readonly string _role = $"plain_{Guid.NewGuid():N}";

    /// <summary>Before version 15 the schema belongs to the server's first superuser.</summary>
    [Theory]
    [InlineData(15)]
    [InlineData(18)]
    public async Task A_databases_owner_to_whom_its_schema_was_granted_makes_lanes(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await using var role = await PlainRole.CreateAsync(database);
        await database.ExecuteAsync($"ALTER DATABASE {database.Name} OWNER TO {role.Name}; SET ROLE {role.Name}; CREATE TABLE notes (id integer); RESET ROLE");
        await using (var pool = await LanePool.OpenAsync(role.ConnectionString, new LanePoolOptions { MaxLanes = 1 }))
        {
            pool.Hazards.ShouldBeEmpty();
            (await pool.EnsureAsync(1)).ShouldHaveSingleItem();
            (await pool.VerifyAsync()).Single().Differences.ShouldBeEmpty();
        }

        await database.ExecuteAsync($"ALTER DATABASE {database.Name} OWNER TO postgres");
    }

    [Fact]
    public async Task What_a_schema_grants_to_its_databases_owner_is_granted_in_the_lanes_of_others()
    {
        await using var database = await servers.CreateDatabaseAsync(15);
        await using var owner = await PlainRole.CreateAsync(database);
        await using var other = await PlainRole.CreateAsync(database);
        await database.ExecuteAsync($"CREATE TABLE notes (id integer); GRANT SELECT ON notes TO {other.Name}; ALTER DATABASE {database.Name} OWNER TO {owner.Name}");
        try
        {
            await using var pool = await LanePool.OpenAsync(other.ConnectionString, new LanePoolOptions { MaxLanes = 1 });
            await pool.EnsureAsync(1);
            (await database.ScalarAsync<bool>($"SELECT has_schema_privilege('{owner.Name}', 'test_worker_1', 'USAGE')")).ShouldBeTrue();
            await pool.DropAsync();
        }
        finally
        {
            await database.ExecuteAsync($"ALTER DATABASE {database.Name} OWNER TO postgres");
        }
    }

    [Theory]
    [InlineData(15)]
    [InlineData(18)]
    public async Task A_member_of_a_databases_owner_makes_lanes_of_its_schema(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await using var owner = await PlainRole.CreateAsync(database);
        await using var member = await PlainRole.CreateAsync(database);
        await database.ExecuteAsync($"GRANT {owner.Name} TO {member.Name}; ALTER DATABASE {database.Name} OWNER TO {owner.Name}; SET ROLE {owner.Name}; " +
            "CREATE TABLE notes (id integer); INSERT INTO notes VALUES (1); CREATE VIEW all_notes AS TABLE notes; RESET ROLE");
        try
        {
            await using var pool = await LanePool.OpenAsync(member.ConnectionString, new LanePoolOptions { MaxLanes = 1 });
            pool.Hazards.ShouldBeEmpty();
            (await pool.EnsureAsync(1)).ShouldHaveSingleItem();
            (await pool.VerifyAsync()).Single().Differences.ShouldBeEmpty();
            (await pool.DropAsync()).ShouldHaveSingleItem();
        }
        finally
        {
            await database.ExecuteAsync($"ALTER DATABASE {database.Name} OWNER TO postgres");
        }
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_plain_owner_makes_leases_resets_verifies_and_drops_lanes(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        var connectionString = await MakeTemplateAsync(database);
        await database.ExecuteAsync($"GRANT CREATE ON DATABASE {database.Name} TO {_role}");
        await using (var pool = await LanePool.OpenAsync(connectionString, new LanePoolOptions { Schemas = ["app"], MaxLanes = 2 }))
        {
            pool.Hazards.ShouldBeEmpty();
            (await pool.EnsureAsync(2)).ShouldAllBe(report => report.Created);
            await using (var lane = await pool.LeaseAsync())
            {
                // The trigger refuses every delete, and the tables of the circle refer to each other.
                await lane.DataSource.CreateCommand("INSERT INTO logs (person, body) VALUES (2, 'left'); UPDATE teams SET lead = NULL, name = name || '!'").ExecuteNonQueryAsync();
                await lane.DataSource.CreateCommand("INSERT INTO people (team, age) VALUES (2, 40); REFRESH MATERIALIZED VIEW counts").ExecuteNonQueryAsync();
                // A circle is truncated, and what refers to it with it, notes too.
                (await lane.ResetAsync()).Tables.ShouldBe(4);
                (await lane.ResetAsync()).Tables.ShouldBe(0);
                (await Should.ThrowAsync<PostgresException>(() => lane.DataSource.CreateCommand("DELETE FROM logs").ExecuteNonQueryAsync()))
                    .MessageText.ShouldBe($"logs of {lane.Name} stay");
                // Deleting the new person runs statements on logs and on notes, which their triggers refuse.
                await lane.DataSource.CreateCommand("INSERT INTO people (team, age) VALUES (1, 50)").ExecuteNonQueryAsync();
                (await lane.DataSource.CreateCommand("SELECT pglanes.reset()").ExecuteScalarAsync()).ShouldBe(1);
            }

            (await pool.VerifyAsync()).ShouldAllBe(proof => proof.IsIdentical);
            (await pool.DropAsync()).Count.ShouldBe(2);
        }

        (await SchemasAsync(database)).ShouldBe(["app", "public"]);
        await database.ExecuteAsync($"DROP OWNED BY {_role} CASCADE; DROP ROLE {_role}");
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_role_that_may_not_create_schemas_is_told_which_right_it_lacks(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        var connectionString = await MakeTemplateAsync(database);
        await using (var pool = await LanePool.OpenAsync(connectionString, new LanePoolOptions { Schemas = ["app"], MaxLanes = 2 }))
        {
            var refused = await Should.ThrowAsync<TemplateException>(() => pool.EnsureAsync(2));
            refused.Message.ShouldContain("CREATE");
            refused.Message.ShouldContain(_role);
            refused.Message.ShouldContain(database.Name);
        }

        (await SchemasAsync(database)).ShouldBe(["app", "public"]);
        await database.ExecuteAsync($"DROP OWNED BY {_role} CASCADE; DROP ROLE {_role}");
    }

    private async Task<string> MakeTemplateAsync(TestDatabase database)
    {
        await database.ExecuteAsync($"CREATE ROLE {_role} LOGIN PASSWORD 'plain' NOSUPERUSER NOCREATEROLE; CREATE SCHEMA app AUTHORIZATION {_role}; SET ROLE {_role}; {Template} RESET ROLE;");
        return new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = _role, Password = "plain" }.ConnectionString;
    }

    private static Task<IReadOnlyList<string>> SchemasAsync(TestDatabase database) =>
        database.ListAsync<string>("SELECT nspname::text FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema)' ORDER BY nspname");
}
