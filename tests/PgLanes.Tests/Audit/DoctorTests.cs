namespace PgLanes.Tests;

public sealed class DoctorTests(Servers servers)
{
    private const string Plain =
        """
        CREATE TABLE t (id integer PRIMARY KEY, note text);
        CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$
            -- pg_notify('x', 'y') was here, and pg_advisory_lock(1)
            BEGIN NEW.note := 'pg_notify and listen, NOTIFY x'; INSERT INTO public.t VALUES (0); RETURN NEW; END $$;
        """;

    public static TheoryData<int> Versions => Servers.Ends;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_plain_template_is_for_lanes_that_are_schemas(int version)
    {
        await using var database = await servers.CreateDatabaseAsync(version);
        await database.ExecuteAsync(Plain);
        var (needsDatabase, findings) = await DiagnoseAsync(database);
        needsDatabase.ShouldBeFalse();
        findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'SELECT pg_advisory_xact_lock(1)'", "advisory-lock", "function public.f()")]
    [InlineData("CREATE FUNCTION f() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RETURN pg_catalog.pg_try_advisory_lock(1); END $$", "advisory-lock", "function public.f()")]
    [InlineData("CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_notify('a', 'b'); END $$", "notify", "function public.f()")]
    [InlineData("CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN NOTIFY a; END $$", "notify", "function public.f()")]
    [InlineData("CREATE PROCEDURE f() LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('NOTIFY %I', 'a'); END $$", "notify", "procedure public.f()")]
    [InlineData("CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'SELECT * FROM public.' || 't'; END $$", "dynamic-sql", "function public.f()")]
    [InlineData("CREATE PUBLICATION p FOR TABLE t", "publication", "publication p")]
    [InlineData("CREATE PUBLICATION p FOR ALL TABLES", "publication", "publication p")]
    [InlineData("CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$; CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f()", "event-trigger", "event trigger e")]
    [InlineData("SELECT lo_create(0); CREATE TABLE files (content oid)", "large-object", "large objects")]
    public async Task What_one_database_cannot_keep_apart_is_for_lanes_that_are_databases(string ddl, string code, string name)
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(Plain + ddl);
        var (needsDatabase, findings) = await DiagnoseAsync(database);
        needsDatabase.ShouldBeTrue();
        findings.ShouldBe([$"{code} {name} Breaks"]);
    }

    [Theory]
    [InlineData("CREATE SCHEMA o; CREATE FUNCTION o.f() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$; CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION o.f()", "event-trigger event trigger e Watch")]
    [InlineData("CREATE SCHEMA o; CREATE TABLE o.t (id integer); CREATE PUBLICATION p FOR TABLE o.t", null)]
    [InlineData("SELECT lo_create(0)", null)]
    [InlineData("CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT 'public' $$", "schema-literal function public.f() Watch")]
    public async Task What_lanes_share_without_harm_keeps_none_from_being_a_schema(string ddl, string? finding)
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(Plain + ddl);
        var (needsDatabase, findings) = await DiagnoseAsync(database);
        needsDatabase.ShouldBeFalse();
        findings.ShouldBe(finding is null ? [] : [finding]);
    }

    [Fact]
    public async Task Missing_rights_and_settings_are_told()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync(Plain);
        var role = $"doctor_{Guid.NewGuid():N}";
        await database.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD 'x'; GRANT SELECT ON t TO {role}; GRANT USAGE ON SCHEMA public TO {role}");
        try
        {
            var (needsDatabase, findings) = await DiagnoseAsync(database.As(role, "x"), lanes: 500);
            findings.Where(f => !f.StartsWith("owner", StringComparison.Ordinal) && !f.StartsWith("grant", StringComparison.Ordinal)).ShouldBe(
            [
                $"no-create-schema role {role} Breaks", $"no-create-database role {role} Note", $"no-replication-role role {role} Note", "connections max_connections Watch",
            ]);
            needsDatabase.ShouldBeTrue();
        }
        finally
        {
            await database.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    private static async Task<(bool NeedsDatabase, List<string> Findings)> DiagnoseAsync(TestDatabase database, int lanes = 2)
    {
        await using var pool = await LanePool.OpenAsync(database.ConnectionString, new LanePoolOptions { MaxLanes = lanes });
        var diagnosis = await pool.DiagnoseAsync(TestContext.Current.CancellationToken);
        diagnosis.Findings.ShouldAllBe(finding => finding.Hazard.Message.Length > 40);
        return (diagnosis.NeedsDatabase, [.. diagnosis.Findings.Select(f => $"{f.Hazard.Code} {f.Hazard.ObjectName} {f.InSchema}")]);
    }
}
