using Npgsql;

namespace PgLanes.Tests;

/// <summary>Pools whose lanes are databases. A server's databases share their names, so each test names its lanes after its own.</summary>
public sealed class DatabaseKindTests(Servers servers)
{
    private const string Shared = """
        CREATE FUNCTION count_twice() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RETURN 2 * (SELECT count(*) FROM public.notes); END $$;
        CREATE FUNCTION log_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; END $$;
        CREATE EVENT TRIGGER on_ddl ON ddl_command_end EXECUTE FUNCTION log_ddl();
        CREATE PUBLICATION everything FOR ALL TABLES;
        CREATE MATERIALIZED VIEW spent AS SELECT customer_id, sum(amount) AS amount FROM orders GROUP BY customer_id;
        SELECT lo_from_bytea(4711, 'large');
        """;

    [Theory]
    [MemberData(nameof(Servers.Ends), MemberType = typeof(Servers))]
    public async Task A_lane_is_a_database_that_shares_nothing_and_is_reset_like_any_other(int version)
    {
        await using var database = await CreateAsync(servers, version);
        await using var pool = await OpenAsync(database, lanes: 2);
        pool.Hazards.ShouldBeEmpty();
        (await pool.EnsureAsync(2)).Select(lane => (lane.Name, lane.Created, lane.Kind))
            .ShouldBe([($"{database.Name}_1", true, LaneKind.Database), ($"{database.Name}_2", true, LaneKind.Database)]);
        (await pool.VerifyAsync()).ShouldAllBe(proof => proof.IsIdentical);
        await using (var first = await pool.LeaseAsync(1))
        {
            await using var second = await pool.LeaseAsync(2);
            (await ScalarAsync(first, "SELECT pglanes.lane()")).ShouldBe(1);
            (await ScalarAsync(second, "SELECT pglanes.lane()")).ShouldBe(2);
            await ScalarAsync(first, "INSERT INTO public.notes (body) VALUES ('here')");
            await ScalarAsync(first, "DELETE FROM orders; UPDATE customers SET email = upper(email); SELECT lo_unlink(4711)");
            (await ScalarAsync(first, "SELECT count_twice()")).ShouldBe(2L);
            (await ScalarAsync(second, "SELECT count_twice()")).ShouldBe(0L);
            (await ScalarAsync(second, "SELECT count(*) FROM pg_largeobject_metadata")).ShouldBe(1L);
            (await ScalarAsync(second, "SELECT count(*) FROM pg_event_trigger, pg_publication")).ShouldBe(1L);
            (await database.ScalarAsync<long>("SELECT count(*) FROM notes")).ShouldBe(0);

            var reset = await first.ResetAsync();
            (reset.Tables, reset.Sequences).ShouldBe((3, 1));
            (await first.ResetAsync()).Tables.ShouldBe(0);
            await ScalarAsync(first, "INSERT INTO notes (body) VALUES ('again')");
            (await ScalarAsync(first, "SELECT pglanes.reset()")).ShouldBe(1);
            (await ScalarAsync(first, "SELECT string_agg(email, ' ' ORDER BY id) FROM customers")).ShouldBe("a@example.com b@example.com");
        }

        (await pool.VerifyAsync()).ShouldAllBe(proof => proof.IsIdentical);
        var status = await pool.GetStatusAsync();
        status.ShouldAllBe(lane => lane.Fresh && lane.Kind == LaneKind.Database && lane.Lease == null && lane.Bytes > 1_000_000);
    }

    [Fact]
    public async Task Lanes_are_reused_until_the_template_changes_and_dropped_without_a_trace()
    {
        await using var database = await CreateAsync(servers);
        await using (var first = await OpenAsync(database)) await first.EnsureAsync(1);
        await using (var second = await OpenAsync(database)) (await second.EnsureAsync(1)).Single().Created.ShouldBeFalse();
        await database.ExecuteAsync("INSERT INTO notes (body) VALUES ('new'); ALTER TABLE notes ADD COLUMN more text");
        await using (var third = await OpenAsync(database))
        {
            (await third.GetStatusAsync()).Single().Fresh.ShouldBeFalse();
            await using (var lane = await third.LeaseAsync()) (await ScalarAsync(lane, "SELECT count(more) + count(*) FROM notes")).ShouldBe(1L);
            (await third.VerifyAsync()).Single().IsIdentical.ShouldBeTrue();
            (await DatabasesAsync(database)).Count(name => name.Contains("_seed_", StringComparison.Ordinal)).ShouldBe(1);
        }

        (await LanePool.DropAllAsync(database.ConnectionString, Options(database))).ShouldBe([$"{database.Name}_1"]);
        (await DatabasesAsync(database)).ShouldBe([database.Name]);
        (await database.ListAsync<string>("SELECT nspname::text FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema)'")).ShouldBe(["public"]);
    }

    [Fact]
    public async Task A_lane_starts_with_the_rows_that_were_chosen()
    {
        await using var database = await CreateAsync(servers);
        var data = BaselineData.NoneBut("customers").Where("customers", "id = 1");
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, Options(database) with { Data = data });
        await using var lane = await pool.LeaseAsync();
        (await ScalarAsync(lane, "SELECT (SELECT count(*) FROM customers) || ' ' || (SELECT count(*) FROM orders) || ' ' || (SELECT count(*) FROM spent)")).ShouldBe("1 0 0");
        (await ScalarAsync(lane, "INSERT INTO orders (customer_id, amount) VALUES (1, 1) RETURNING id")).ShouldBe(1L);
        await lane.ResetAsync();
        (await lane.ResetAsync()).ShouldSatisfyAllConditions(reset => reset.Tables.ShouldBe(0), reset => reset.Sequences.ShouldBe(0), reset => reset.Views.ShouldBe(0));
        (await pool.VerifyAsync()).Single().IsIdentical.ShouldBeTrue();
    }

    [Fact]
    public async Task Settings_and_privileges_of_the_database_are_the_templates()
    {
        await using var database = await CreateAsync(servers);
        await using var role = await PlainRole.CreateAsync(database);
        await database.ExecuteAsync(
            $"ALTER DATABASE {database.Name} SET search_path = \"$user\", public, \"odd, name\"; ALTER DATABASE {database.Name} SET timezone = 'Asia/Tokyo'; " +
            $"ALTER ROLE {role.Name} IN DATABASE {database.Name} SET statement_timeout = '7s'; REVOKE ALL ON DATABASE {database.Name} FROM PUBLIC");
        await using var pool = await OpenAsync(database);
        await using var lane = await pool.LeaseAsync();
        const string Properties = """
            SELECT (SELECT string_agg(COALESCE(r.rolname, 'all') || ' ' || entry, E'\n' ORDER BY r.rolname, entry)
                    FROM pg_db_role_setting AS s LEFT JOIN pg_roles AS r ON r.oid = s.setrole CROSS JOIN unnest(s.setconfig) AS entry WHERE s.setdatabase = d.oid)
                   || E'\n' || (SELECT string_agg(acl::text, ' ' ORDER BY acl::text) FROM unnest(d.datacl) AS acl)
            FROM pg_database AS d WHERE d.datname = current_database()
            """;
        var (expected, actual) = (await database.ScalarAsync<string>(Properties), await ScalarAsync(lane, Properties));
        await lane.DisposeAsync();
        // The role is named in a lane's privileges, too.
        await pool.DropAsync();
        actual.ShouldBe(expected);
    }

    [Fact]
    public async Task Settings_and_privileges_that_changed_make_the_lanes_stale()
    {
        await using var database = await CreateAsync(servers);
        (await OpenAndMakeAsync(database)).ShouldBe((false, true));
        foreach (var change in new[] { $"ALTER DATABASE {database.Name} SET timezone = 'Asia/Tokyo'", $"REVOKE CONNECT ON DATABASE {database.Name} FROM PUBLIC" })
        {
            await database.ExecuteAsync(change);
            (await OpenAndMakeAsync(database)).ShouldBe((false, true), change);
            (await OpenAndMakeAsync(database)).ShouldBe((true, false), change);
        }

        await LanePool.DropAllAsync(database.ConnectionString, Options(database));
    }

    private static async Task<(bool IsRecognized, bool IsMade)> OpenAndMakeAsync(TestDatabase database)
    {
        await using var pool = await OpenAsync(database);
        return (pool.IsRecognized, (await pool.EnsureAsync(1)).Single().Created);
    }

    [Fact]
    public async Task A_template_to_which_somebody_is_connected_is_not_copied_and_the_error_says_who()
    {
        await using var database = await CreateAsync(servers);
        await using var pool = await OpenAsync(database);
        await using var other = new NpgsqlConnection(database.ConnectionString + ";Application Name=the reader");
        await other.OpenAsync();
        (await Should.ThrowAsync<TemplateException>(() => pool.LeaseAsync())).Message.ShouldContain("the reader");
        await other.CloseAsync();
        await using var lane = await pool.LeaseAsync();
        lane.Name.ShouldBe($"{database.Name}_1");
    }

    [Fact]
    public async Task A_database_that_is_no_lane_is_left_alone()
    {
        await using var database = await CreateAsync(servers);
        await database.ScalarAsync<int>($"CREATE DATABASE {database.Name}_1");
        await using var pool = await OpenAsync(database);
        var error = await Should.ThrowAsync<TemplateException>(() => pool.LeaseAsync());
        (error.ObjectName, error.LaneNumber).ShouldBe(($"{database.Name}_1", 1));
        (await LanePool.DropAllAsync(database.ConnectionString, Options(database))).ShouldBeEmpty();
        (await DatabasesAsync(database)).ShouldBe([database.Name, $"{database.Name}_1"], ignoreOrder: true);
        await database.ScalarAsync<int>($"DROP DATABASE {database.Name}_1");
    }

    [Fact]
    public async Task Idle_sessions_do_not_keep_a_lane_from_being_dropped_and_those_at_work_do()
    {
        await using var database = await CreateAsync(servers);
        await using var pool = await OpenAsync(database);
        await pool.EnsureAsync(1);
        await using var user = new NpgsqlConnection(pool.GetAddress(1).ConnectionString + ";Pooling=false;Application Name=the user");
        await user.OpenAsync();
        var transaction = await user.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("SELECT count(*) FROM notes", user)) await command.ExecuteScalarAsync();
        (await Should.ThrowAsync<LaneBlockedException>(() => pool.DropAsync())).Message.ShouldSatisfyAllConditions(m => m.ShouldContain("the user"), m => m.ShouldContain("pglanes down --force"));
        await transaction.RollbackAsync();
        (await pool.DropAsync()).ShouldBe([$"{database.Name}_1"]);
    }

    [Fact]
    public async Task Definitions_that_a_test_changed_are_noticed_and_the_lane_is_made_anew()
    {
        await using var database = await CreateAsync(servers);
        await using var pool = await OpenAsync(database);
        await using (var lane = await pool.LeaseAsync()) await ScalarAsync(lane, "CREATE TABLE more (id integer)");
        await using var again = await pool.LeaseAsync();
        (await ScalarAsync(again, "SELECT to_regclass('more')::text")).ShouldBe(DBNull.Value);
    }

    [Fact]
    public async Task A_role_that_owns_the_database_and_may_make_others_needs_no_more()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await using var role = await PlainRole.CreateAsync(database);
        var owned = database.As(role.Name, "plain");
        await owned.ExecuteAsync(LanePoolTests.Shop);
        await using var without = await LanePool.OpenAsync(owned.ConnectionString, Options(database) with { Data = BaselineData.None });
        (await Should.ThrowAsync<TemplateException>(() => without.LeaseAsync())).Message.ShouldContain("CREATEDB");
        await database.ExecuteAsync($"ALTER ROLE {role.Name} CREATEDB; ALTER DATABASE {database.Name} OWNER TO {role.Name}");
        await using (var pool = await OpenAsync(owned))
        {
            // The server does not tell the role what a superuser's session is.
            await using (var other = new NpgsqlConnection(database.ConnectionString + ";Application Name=the reader;Pooling=false"))
            {
                await other.OpenAsync();
                (await Should.ThrowAsync<TemplateException>(() => pool.LeaseAsync())).Message.ShouldContain("the reader");
            }

            await using (var lane = await pool.LeaseAsync())
            {
                await ScalarAsync(lane, "DELETE FROM orders");
                (await lane.ResetAsync()).Tables.ShouldBe(1);
            }

            (await pool.DropAsync()).Count.ShouldBe(1);
        }

        await database.ExecuteAsync($"ALTER DATABASE {database.Name} OWNER TO CURRENT_USER");
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("ON DELETE CASCADE", false)]
    [InlineData("", true)]
    [InlineData("ON DELETE CASCADE", true)]
    [InlineData("ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED", true)]
    public async Task Rows_that_are_kept_and_refer_to_rows_that_are_not_make_no_lane(string action, bool isPlain)
    {
        await using var database = await servers.CreateDatabaseAsync();
        await using var role = await PlainRole.CreateAsync(database);
        var maker = isPlain ? database.As(role.Name, "plain") : database;
        await maker.ExecuteAsync($"""
            CREATE TABLE people (id integer PRIMARY KEY);
            CREATE TABLE visits (id integer PRIMARY KEY, person integer CONSTRAINT of_person REFERENCES people {action});
            INSERT INTO people VALUES (1);
            INSERT INTO visits VALUES (1, 1);
            """);
        await database.ExecuteAsync($"ALTER ROLE {role.Name} CREATEDB; ALTER DATABASE {database.Name} OWNER TO {(isPlain ? role.Name : "CURRENT_USER")}");
        await using (var pool = await LanePool.OpenAsync(maker.ConnectionString, Options(database) with { Data = BaselineData.AllBut("people") }))
            (await Should.ThrowAsync<TemplateException>(() => pool.LeaseAsync())).Message.ShouldSatisfyAllConditions(
                message => message.ShouldStartWith("The choice of rows keeps rows that refer to rows that it leaves out: "), message => message.ShouldContain("of_person"));
        await using (var pool = await LanePool.OpenAsync(maker.ConnectionString, Options(database) with { Data = BaselineData.AllBut("people", "visits") }))
            (await pool.EnsureAsync(1)).ShouldHaveSingleItem();
        await database.ExecuteAsync($"ALTER DATABASE {database.Name} OWNER TO CURRENT_USER");
        await LanePool.DropAllAsync(maker.ConnectionString, Options(database));
    }

    [Theory]
    [MemberData(nameof(Servers.Ends), MemberType = typeof(Servers))]
    public async Task Event_triggers_of_a_lane_do_not_fire_for_what_a_reset_does_and_are_as_they_were(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await database.ExecuteAsync("""
            CREATE TABLE base (id integer PRIMARY KEY);
            CREATE TABLE noted (id integer REFERENCES base);
            CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN coalesce(NEW, OLD); END $$;
            CREATE TRIGGER note BEFORE INSERT OR DELETE ON noted FOR EACH ROW EXECUTE FUNCTION note();
            CREATE MATERIALIZED VIEW bases AS SELECT * FROM base;
            CREATE TABLE ddl (id serial, tag text);
            CREATE FUNCTION log_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO ddl (tag) VALUES (tg_tag); END $$;
            CREATE FUNCTION refuse_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no DDL'; END $$;
            INSERT INTO base VALUES (1); INSERT INTO noted VALUES (1);
            CREATE EVENT TRIGGER log_ddl ON ddl_command_end EXECUTE FUNCTION log_ddl();
            CREATE EVENT TRIGGER "Refuse" ON ddl_command_start WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION refuse_ddl();
            CREATE EVENT TRIGGER log_refreshing ON ddl_command_end WHEN TAG IN ('REFRESH MATERIALIZED VIEW') EXECUTE FUNCTION log_ddl();
            ALTER EVENT TRIGGER log_refreshing ENABLE ALWAYS;
            """);
        await using var pool = await OpenAsync(database);
        await using (var lane = await pool.LeaseAsync())
        {
            var before = await LoggedAsync(lane);
            foreach (var reset in new Func<Task>[] { () => ScalarAsync(lane, "SELECT pglanes.reset()"), () => lane.ResetAsync() })
            {
                await ScalarAsync(lane, "DELETE FROM noted; INSERT INTO noted VALUES (1), (1); REFRESH MATERIALIZED VIEW bases");
                await reset();
                (await LoggedAsync(lane)).ShouldBe(before);
            }

            await ScalarAsync(lane, "DROP EVENT TRIGGER log_refreshing; DELETE FROM noted");
            await ScalarAsync(lane, "SELECT pglanes.reset()");
            (await LoggedAsync(lane)).ShouldBe(before);
            (await ScalarAsync(lane, "SELECT string_agg(evtname || evtenabled::text, ' ' ORDER BY lower(evtname::text)) FROM pg_event_trigger")).ShouldBe("log_ddlO RefuseO");
        }

        (await pool.VerifyAsync()).Single().IsIdentical.ShouldBeTrue();
        await pool.DropAsync();

        static async Task<string> LoggedAsync(Lane lane) => (string)(await ScalarAsync(lane, "SELECT concat_ws(' ', string_agg(tag, ', '), (SELECT last_value FROM ddl_id_seq)) FROM ddl"))!;
    }

    private static async Task<TestDatabase> CreateAsync(Servers servers, int? version = null)
    {
        var database = await servers.CreateDatabaseAsync(version ?? Servers.Versions[0]);
        await database.ExecuteAsync(LanePoolTests.Shop + Shared);
        return database;
    }

    private static LanePoolOptions Options(TestDatabase database, int lanes = 1) =>
        new() { Kind = LaneKind.Database, MaxLanes = lanes, NameFormat = $"{database.Name}_{{0}}" };

    private static Task<LanePool> OpenAsync(TestDatabase database, int lanes = 1) => LanePool.OpenAsync(database.ConnectionString, Options(database, lanes));

    private static Task<object?> ScalarAsync(Lane lane, string sql) => lane.DataSource.CreateCommand(sql).ExecuteScalarAsync();

    private static Task<IReadOnlyList<string>> DatabasesAsync(TestDatabase database) =>
        database.ListAsync<string>($"SELECT datname::text FROM pg_database WHERE starts_with(datname, '{database.Name}')");
}
