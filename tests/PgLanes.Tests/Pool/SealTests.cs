using Npgsql;

namespace PgLanes.Tests;

/// <summary>Lanes whose addresses name a role that reaches nothing else.</summary>
public sealed class SealTests(Servers servers)
{
    private const string Template = LanePoolTests.Shop + """
        REVOKE CREATE ON SCHEMA public FROM PUBLIC;
        CREATE TYPE mood AS ENUM ('fine', 'poor');
        REVOKE USAGE ON TYPE mood FROM PUBLIC;
        CREATE VIEW spending AS SELECT customer_id, sum(amount) AS amount FROM orders GROUP BY customer_id;
        CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS n FROM orders;
        CREATE FUNCTION secret() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM orders';
        REVOKE ALL ON FUNCTION secret() FROM PUBLIC;
        CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.body := upper(NEW.body); RETURN NEW; END $$;
        CREATE TRIGGER stamped BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION stamp();
        CREATE EXTENSION hstore;
        """;

    [Theory]
    [MemberData(nameof(Servers.Ends), MemberType = typeof(Servers))]
    public async Task A_sealed_lane_is_used_reset_and_proved_as_any_other(int version)
    {
        await using var database = await CreateAsync(version);
        await using var pool = await OpenAsync(database);
        await pool.EnsureAsync(2);
        (await pool.VerifyAsync()).ShouldAllBe(proof => proof.IsIdentical);
        await using (var lane = await pool.LeaseAsync(1))
        {
            (await ScalarAsync(lane, "SELECT current_user::text || session_user")).ShouldBe(RoleOf(lane) + RoleOf(lane));
            (await ScalarAsync(lane, "INSERT INTO notes (body) VALUES ('a'); INSERT INTO orders (customer_id, amount) VALUES (2, 1) RETURNING id")).ShouldBe(2L);
            (await ScalarAsync(lane, "SELECT (SELECT amount FROM spending WHERE customer_id = 2)::text || secret() || (SELECT body FROM notes) || 'fine'::mood || ('a=>1'::hstore -> 'a')"))
                .ShouldBe("12Afine1");
            (await ScalarAsync(lane, "UPDATE customers SET email = upper(email); DELETE FROM orders; SELECT setval('orders_id_seq', 77)")).ShouldBe(77L);
            (await ScalarAsync(lane, "SELECT pglanes.reset()")).ShouldBe(3);
            (await ScalarAsync(lane, "SELECT pglanes.reset()")).ShouldBe(0);
            (await ScalarAsync(lane, "TRUNCATE notes, orders; INSERT INTO notes (body) VALUES ('b'); SELECT pglanes.lane()")).ShouldBe(1);
            (await lane.CompareAsync()).Select(table => table.Table).ShouldBe(["test_worker_1.notes", "test_worker_1.orders"]);
            (await lane.ResetAsync()).Tables.ShouldBe(2);
        }

        (await pool.VerifyAsync()).ShouldAllBe(proof => proof.IsIdentical);
        (await pool.EnsureAsync(2)).ShouldAllBe(report => !report.Created);
        await using (var other = await OpenAsync(database))
        {
            await other.GetStatusAsync();
            await using var again = await other.LeaseAsync(1);
            again.ConnectionString.ShouldBe(pool.GetAddress(1).ConnectionString, "another process goes on with the same role and password");
        }

        (await pool.DropAsync()).Count.ShouldBe(2);
        (await RolesAsync(database)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Servers.Ends), MemberType = typeof(Servers))]
    public async Task A_statement_that_names_the_template_or_another_lane_fails_with_the_servers_own_error(int version)
    {
        await using var database = await CreateAsync(version);
        await using var pool = await OpenAsync(database);
        await pool.EnsureAsync(2);
        // What made the template may have been counted late; from here on all is told.
        await pool.AuditAsync();
        await using (var lane = await pool.LeaseAsync(1))
        {
            foreach (var statement in new[]
            {
                "SELECT count(*) FROM public.orders", "INSERT INTO public.notes (body) VALUES ('x')", "DELETE FROM test_worker_2.orders", "TRUNCATE public.customers CASCADE",
                "SELECT nextval('public.orders_id_seq')", "SELECT amount FROM test_worker_2.spending", "SELECT public.secret()", "DROP TABLE test_worker_2.notes",
                "SELECT count(*) FROM pglanes.seals", "SELECT count(*) FROM pglanes.rows_1_1", "SELECT pglanes.reset_lane_2(1)",
                "SET search_path = test_worker_2; SELECT pglanes.reset()", "CREATE TABLE mine (id integer)", "CREATE ROLE another",
            })
                (await Should.ThrowAsync<PostgresException>(() => ScalarAsync(lane, statement), statement)).SqlState.ShouldBeOneOf([PostgresErrorCodes.InsufficientPrivilege, .. NotOnALane(statement)]);
            (await pool.VerifyAsync()).ShouldAllBe(proof => proof.IsIdentical);
        }

        (await pool.AuditAsync()).Escapes.ShouldBeEmpty();
        await pool.DropAsync();

        // The other lane's schemas are not even on the path of a role that may not use them.
        static string[] NotOnALane(string statement) => statement.StartsWith("SET search_path", StringComparison.Ordinal) ? ["55000"] : [];
    }

    [Fact]
    public async Task Lanes_that_are_databases_are_sealed_too()
    {
        await using var database = await CreateAsync(Servers.Versions[0]);
        await database.ExecuteAsync("REVOKE USAGE ON SCHEMA public FROM PUBLIC");
        var options = new LanePoolOptions { Seal = true, MaxLanes = 2, Kind = LaneKind.Database, NameFormat = $"{database.Name}_{{0}}" };
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, options);
        await pool.EnsureAsync(2);
        await using (var lane = await pool.LeaseAsync(1))
        {
            (await ScalarAsync(lane, "INSERT INTO public.notes (body) VALUES ('a'); SELECT current_database() || secret() || ('a=>1'::hstore -> 'a')")).ShouldBe($"{database.Name}_111");
            (await ScalarAsync(lane, "SELECT pglanes.reset()")).ShouldBe(1);
            foreach (var other in new[] { database.Name, pool.GetAddress(2).Database })
            {
                await using var stray = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(lane.ConnectionString) { Database = other, Pooling = false }.ConnectionString);
                await stray.OpenAsync();
                await using var command = new NpgsqlCommand("SELECT count(*) FROM public.orders", stray);
                (await Should.ThrowAsync<PostgresException>(() => command.ExecuteScalarAsync())).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
            }
        }

        (await pool.VerifyAsync()).ShouldAllBe(proof => proof.IsIdentical);
        (await pool.DropAsync()).Count.ShouldBe(2);
        (await RolesAsync(database)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Servers.Ends), MemberType = typeof(Servers))]
    public async Task A_role_with_createrole_needs_no_more_and_one_without_is_told(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await using var role = await PlainRole.CreateAsync(database);
        var owned = database.As(role.Name, "plain");
        await owned.ExecuteAsync(LanePoolTests.Shop);
        await using var without = await OpenAsync(owned);
        (await Should.ThrowAsync<TemplateException>(() => without.LeaseAsync())).Message.ShouldContain($"ALTER ROLE {role.Name} CREATEROLE");
        await database.ExecuteAsync($"ALTER ROLE {role.Name} CREATEROLE");
        await using var pool = await OpenAsync(owned);
        await using (var lane = await pool.LeaseAsync())
        {
            (await ScalarAsync(lane, "DELETE FROM orders; SELECT pglanes.reset()")).ShouldBe(1);
            await using var left = new NpgsqlConnection(lane.ConnectionString + ";Pooling=false");
            await left.OpenAsync();
            await lane.DisposeAsync();
            // A session of the role does not keep it from being dropped.
            (await pool.DropAsync()).Count.ShouldBe(1);
        }

        (await RolesAsync(database)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_public_may_do_in_the_template_is_a_hazard()
    {
        await using var database = await CreateAsync(Servers.Versions[0]);
        await database.ExecuteAsync(
            """
            GRANT CREATE ON SCHEMA public TO PUBLIC;
            GRANT SELECT ON orders TO PUBLIC;
            GRANT UPDATE (email) ON customers TO PUBLIC;
            CREATE FUNCTION peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM public.notes';
            CREATE SCHEMA tools;
            CREATE EXTENSION citext SCHEMA tools;
            """);
        await using var pool = await OpenAsync(database);
        pool.Hazards.Where(hazard => hazard.Code == "seal").Select(hazard => hazard.ObjectName)
            .ShouldBe(["schema public", "routine public.peek()", "schema tools", "table public.customers", "table public.orders"]);
        await using var plain = await LanePool.OpenAsync(database.ConnectionString);
        plain.Hazards.ShouldNotContain(hazard => hazard.Code == "seal");
    }

    [Fact]
    public async Task A_lane_that_is_there_is_sealed_where_it_is_free()
    {
        await using var database = await CreateAsync(Servers.Versions[0]);
        await using var plain = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 1 });
        await plain.EnsureAsync(1);
        await using var pool = await OpenAsync(database);
        Should.Throw<InvalidOperationException>(() => pool.GetAddress(1)).Message.ShouldContain("not known to be sealed");
        (await pool.EnsureAsync(1)).ShouldHaveSingleItem().Created.ShouldBeFalse();
        await using var lane = await pool.LeaseAsync();
        (await ScalarAsync(lane, "DELETE FROM orders; SELECT pglanes.reset()")).ShouldBe(1);
        await lane.DisposeAsync();
        await using (var again = await plain.LeaseAsync()) (await ScalarAsync(again, "SELECT pglanes.reset()")).ShouldBe(0);
        await database.ExecuteAsync("INSERT INTO notes (body) VALUES ('new')");
        await using var newer = await OpenAsync(database);
        (await newer.EnsureAsync(1)).ShouldHaveSingleItem().Url.ShouldBe(pool.GetAddress(1).Url, "a lane that is made anew keeps its role");
        await using (var made = await newer.LeaseAsync()) (await ScalarAsync(made, "SELECT count(*) FROM notes")).ShouldBe(1L);
        (await newer.VerifyAsync()).ShouldHaveSingleItem().IsIdentical.ShouldBeTrue();
        await newer.DropAsync();
        (await RolesAsync(database)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_role_of_the_same_name_that_is_not_pglanes_own_is_left_alone()
    {
        await using var database = await CreateAsync(Servers.Versions[0]);
        var oid = await database.ScalarAsync<uint>("SELECT oid FROM pg_database WHERE datname = current_database()");
        await database.ExecuteAsync($"CREATE ROLE pglanes_{oid}_1");
        await using var pool = await OpenAsync(database);
        (await Should.ThrowAsync<TemplateException>(() => pool.LeaseAsync(1))).ObjectName.ShouldBe($"pglanes_{oid}_1");
        await pool.DropAsync();
        (await RolesAsync(database)).ShouldBe([$"pglanes_{oid}_1"]);
        await database.ExecuteAsync($"DROP ROLE pglanes_{oid}_1");
    }

    [Theory]
    [InlineData(LaneKind.Schema)]
    [InlineData(LaneKind.Database)]
    public async Task A_role_that_owns_something_in_another_database_stays_and_the_message_says_where(LaneKind kind)
    {
        await using var database = await CreateAsync(Servers.Versions[0]);
        await using var other = await servers.CreateDatabaseAsync(Servers.Versions[0]);
        var options = new LanePoolOptions { MaxLanes = 2, Seal = true, Kind = kind, NameFormat = $"{database.Name}_{{0}}" };
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, options);
        await pool.EnsureAsync(2);
        var role = (await RolesAsync(database)).Order().First();
        await other.ExecuteAsync($"CREATE TABLE kept (id integer); ALTER TABLE kept OWNER TO {role}");
        var error = await Should.ThrowAsync<TemplateException>(() => pool.DropAsync());
        (error.ObjectName, error.LaneNumber).ShouldBe((role, 1));
        error.Message.ShouldContain($"in another database: {other.Name}");
        error.Message.ShouldContain($"DROP OWNED BY {role}");
        (await RolesAsync(database)).ShouldBe([role], "all else is dropped");
        (await database.ScalarAsync<long>($"SELECT count(*) FROM pg_namespace WHERE starts_with(nspname, '{database.Name}')")).ShouldBe(0);
        await other.ExecuteAsync($"DROP OWNED BY {role}");
        await LanePool.DropAllAsync(database.ConnectionString, options);
        (await RolesAsync(database)).ShouldBeEmpty();
        (await SharedPoolTests.SchemasAsync(database)).ShouldBe(["public"]);
    }

    [Fact]
    public async Task Foreign_tables_that_only_some_users_can_use_are_a_hazard()
    {
        await using var database = await CreateAsync(Servers.Versions[0]);
        await database.ExecuteAsync(
            """
            CREATE FOREIGN DATA WRAPPER anything; CREATE SERVER "far away" FOREIGN DATA WRAPPER anything;
            CREATE FOREIGN TABLE stars (id integer) SERVER "far away"; CREATE USER MAPPING FOR CURRENT_USER SERVER "far away";
            """);
        await using (var pool = await OpenAsync(database))
            pool.Hazards.Where(hazard => hazard.Code == "seal").ShouldHaveSingleItem().Message.ShouldContain("CREATE USER MAPPING FOR PUBLIC SERVER \"far away\"");
        await database.ExecuteAsync("CREATE USER MAPPING FOR PUBLIC SERVER \"far away\"");
        await using var mapped = await OpenAsync(database);
        mapped.Hazards.ShouldNotContain(hazard => hazard.Code == "seal");
    }

    private static string RoleOf(Lane lane) => new NpgsqlConnectionStringBuilder(lane.ConnectionString).Username!;

    private async Task<TestDatabase> CreateAsync(int version)
    {
        var database = await servers.CreateDatabaseAsync(version);
        await database.ExecuteAsync(Template);
        return database;
    }

    private static Task<LanePool> OpenAsync(TestDatabase database) => LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = 2, Seal = true });

    private static Task<object?> ScalarAsync(Lane lane, string sql) => lane.DataSource.CreateCommand(sql).ExecuteScalarAsync();

    private static Task<IReadOnlyList<string>> RolesAsync(TestDatabase database) => database.ListAsync<string>(
        $"SELECT r.rolname::text FROM pg_roles AS r WHERE r.rolname ~ ('^pglanes_' || (SELECT oid FROM pg_database WHERE datname = current_database()) || '_') OR shobj_description(r.oid, 'pg_authid') ~ '{database.Name}'");
}
