using PgLanes.Tests;

namespace PgLanes.Cli.Tests;

/// <summary>What users give that cannot work: the exit code, a sentence that names it and the way out, and nothing left behind.</summary>
public sealed class BadInputTests(Servers servers)
{
    [Fact]
    public async Task No_server() =>
        (await new Tool().RunAsync("up", "--source", "postgres://me:secret@127.0.0.1:1/db", "--lanes", "1")).ShouldFailWith(3, "127.0.0.1:1").Errors.ShouldNotContain("secret");

    [Fact]
    public async Task Wrong_password()
    {
        var server = await servers.GetAsync();
        var source = $"postgres://postgres:wrong-secret@127.0.0.1:{server.Port}/postgres";
        (await new Tool().RunAsync("up", "--source", source, "--lanes", "1")).ShouldFailWith(3, "postgres", "password").Errors.ShouldNotContain("wrong-secret");
    }

    [Fact]
    public async Task A_database_that_does_not_exist()
    {
        var server = await servers.GetAsync();
        (await new Tool().RunAsync("up", "--source", server.ConnectionStringFor("no_such_database"), "--lanes", "1")).ShouldFailWith(4, "no_such_database");
    }

    [Fact]
    public async Task More_lanes_than_the_server_has_connections()
    {
        await using var database = await Template.CreateAsync(servers);
        (await Template.ToolFor(database).RunAsync("run", "--lanes", "9000", "--", "true")).ShouldFailWith(2, "9000 lanes do not fit", "max_connections");
        (await database.LeftoversAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_schema_that_does_not_exist()
    {
        await using var database = await Template.CreateAsync(servers);
        (await Template.ToolFor(database).RunAsync("up", "--schema", "no_such_schema", "--lanes", "1", "--json")).ShouldFailWith(4, "no_such_schema");
        (await database.LeftoversAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_empty_template()
    {
        await using var database = await servers.CreateDatabaseAsync();
        (await Template.ToolFor(database).RunAsync("up", "--lanes", "1")).ShouldFailWith(4, "public", "empty");
        (await database.LeftoversAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lane_name_that_is_taken_by_a_schema_of_somebody_else()
    {
        await using var database = await Template.CreateAsync(servers);
        await database.ExecuteAsync("CREATE SCHEMA test_worker_2; CREATE TABLE test_worker_2.precious (id int); INSERT INTO test_worker_2.precious VALUES (1);");
        (await Template.ToolFor(database).RunAsync("up", "--lanes", "2")).ShouldFailWith(4, "test_worker_2", "name");
        (await database.ScalarAsync<long>("SELECT count(*) FROM test_worker_2.precious")).ShouldBe(1);
    }

    [Fact]
    public async Task A_lane_name_over_63_bytes()
    {
        await using var database = await Template.CreateAsync(servers);
        (await Template.ToolFor(database).RunAsync("up", "--lanes", "1", "--name", new string('n', 63) + "{0}")).ShouldFailWith(2, "63");
        (await database.LeftoversAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_migrate_command_that_fails()
    {
        await using var database = await servers.CreateDatabaseAsync();
        var up = await Template.ToolFor(database).RunAsync("up", "--lanes", "1", "--json", "--migrate", "echo about to break; echo broke here >&2; exit 3");
        up.ShouldEndWith(4);
        up.Output.ShouldBeEmpty();
        foreach (var text in new[] { "exit code 3", "about to break", "broke here" }) up.Errors.ShouldContain(text);
        (await database.LeftoversAsync()).ShouldNotContain("test_worker_1");
    }

    [Fact]
    public async Task A_role_without_the_right_to_create_schemas()
    {
        await using var database = await Template.CreateAsync(servers);
        var role = $"role_{Guid.NewGuid():N}";
        await database.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD 'p'; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}; GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};");
        try
        {
            var source = $"postgres://{role}:p@127.0.0.1:{database.Server.Port}/{database.Name}";
            (await new Tool().RunAsync("up", "--source", source, "--lanes", "1")).ShouldFailWith(4, database.Name, "GRANT CREATE ON DATABASE");
            (await database.LeftoversAsync()).ShouldBeEmpty();
        }
        finally
        {
            await database.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role};");
        }
    }
}
