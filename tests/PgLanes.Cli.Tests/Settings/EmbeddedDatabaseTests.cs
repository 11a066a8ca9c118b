using PgLanes.Cli.Settings;
using PgLanes.Tests;

namespace PgLanes.Cli.Tests;

public sealed class EmbeddedDatabaseTests
{
    private const string Migrate = "echo 'CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1)' | psql -q -v ON_ERROR_STOP=1 \"$DATABASE_URL\"";

    [Fact]
    public void Two_projects_and_two_migrations_have_databases_of_their_own()
    {
        var names = new[] { ("/a/shop", "m"), ("/b/shop", "m"), ("/a/shop", "n"), ("/", "m"), ("/a/" + new string('x', 200), "m") }
            .Select(project => EmbeddedDatabase.NameFor(project.Item1, project.Item2)).ToList();
        names.ShouldBeUnique();
        names.ShouldAllBe(name => name.Length <= 63 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'));
        EmbeddedDatabase.NameFor("/a/shop", "m").ShouldBe(names[0]);
    }

    [Fact]
    public async Task The_private_server_is_migrated_once_and_used_again()
    {
        using var folder = new TestFolder();
        var tool = new Tool { Folder = folder.Path }.With("PGLANES_STATE", Path.Combine(folder.Path, "state"));
        try
        {
            string[] source = ["--server", "embedded", "--migrate", $"echo run >> migrated; {Migrate}", "--lanes", "2"];
            (await tool.RunAsync(["up", .. source, "--json"])).ShouldEndWith(0).Json.GetProperty("template").GetProperty("baselineRows").GetInt64().ShouldBe(1);
            (await tool.RunAsync(["up", .. source, "--json"])).ShouldEndWith(0).Json.GetProperty("lanes")[0].GetProperty("created").GetBoolean().ShouldBeFalse();
            (await File.ReadAllLinesAsync(Path.Combine(folder.Path, "migrated"))).Length.ShouldBe(1);
            (await tool.RunAsync(["up", .. source, "--rebuild", "--json"])).ShouldEndWith(0);
            (await File.ReadAllLinesAsync(Path.Combine(folder.Path, "migrated"))).Length.ShouldBe(2);
            (await tool.RunAsync(["verify", .. source])).ShouldEndWith(0);
        }
        finally
        {
            (await tool.RunAsync("server", "stop")).ShouldEndWith(0);
        }
    }

    [Fact]
    public async Task A_migration_that_fails_is_told_with_its_last_lines_and_leaves_nothing_that_looks_ready()
    {
        using var folder = new TestFolder();
        var tool = new Tool { Folder = folder.Path }.With("PGLANES_STATE", Path.Combine(folder.Path, "state"));
        try
        {
            string[] source = ["--server", "embedded", "--migrate", $"{Migrate} && echo the password is $PGPASSWORD && test -f mended || (echo broken >&2; exit 7)", "--lanes", "1"];
            var failed = (await tool.RunAsync(["up", .. source, "--json"])).ShouldEndWith(4);
            failed.Output.ShouldBeEmpty();
            failed.Errors.ShouldContain("exit code 7", customMessage: failed.Errors);
            failed.Errors.ShouldContain("broken");
            failed.Errors.ShouldContain("the password is ***");
            await File.WriteAllTextAsync(Path.Combine(folder.Path, "mended"), "");
            (await tool.RunAsync(["up", .. source, "--json"])).ShouldEndWith(0).Json.GetProperty("template").GetProperty("tables").GetInt32().ShouldBe(1);
        }
        finally
        {
            (await tool.RunAsync("server", "stop")).ShouldEndWith(0);
        }
    }
}
