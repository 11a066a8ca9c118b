using PgLanes.Tests;

namespace PgLanes.Cli.Tests;

public sealed class DoctorCommandTests(Servers servers) : IDisposable
{
    private const string Shape = """{"recommendedKind":"schema","hazards":[{"code":"","object":"","message":"","file":"","line":0}]}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("pglanes-doctor-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Code_is_searched_for_the_templates_objects_and_nothing_else()
    {
        await using var database = await Template.CreateAsync(servers);
        Write("src/cron.ts", "// public.item\nawait q(`\n  DELETE FROM public.item\n`); public.item();\n");
        Write("src/b.py", "q('SELECT * FROM \"public\".\"kind\", public.open_item')\n");
        Write("src/clean.cs", "Execute(\"SELECT * FROM item, public.nothing\");\n");
        Write("node_modules/x/index.js", "q('public.item')\n");
        Write("bin/x.js", "q('public.item')\n");
        Write("src/db/migrations/1.ts", "q('CREATE TABLE public.item')\n");
        Write("dist/x.js", "q('public.item')\n");
        Write("src/made.g.ts", "q('public.item')\n");
        Write("src/kept.g.ts", "q('public.stamp()')\n");
        Write("src/x.min.js", "q('public.item')\n");
        Write("picture.png", "public.item");
        Write(".git/config", "");
        Write(".gitignore", "/dist/\n*.g.ts\n!kept.g.ts\n# comment\n");
        var tool = new Tool { Folder = _folder }.With("PGLANES_SOURCE", database.ForLibpq());
        var document = (await tool.RunAsync("doctor", "--json", "--scan", ".")).ShouldEndWith(1).Json;
        document.ShouldHaveTheShapeOf(Shape);
        document.GetProperty("recommendedKind").GetString().ShouldBe("schema");
        document.GetProperty("hazards").EnumerateArray().Select(h => $"{h.GetProperty("file")}:{h.GetProperty("line")} {h.GetProperty("object")} {h.GetProperty("code")}").ShouldBe(
        [
            "src/b.py:1 public.kind named-schema", "src/b.py:1 public.open_item named-schema", "src/cron.ts:3 public.item named-schema",
            "src/kept.g.ts:1 public.stamp named-schema",
        ]);
        var text = (await tool.RunAsync("doctor", "--scan", "src/cron.ts", "src/clean.cs")).ShouldEndWith(1).Output;
        text.ShouldContain("src/cron.ts:3");
        text.ShouldContain("Recommended: lanes of kind schema.");
        (await tool.RunAsync("doctor", "--scan", "src/clean.cs")).ShouldEndWith(0);
        Write("entity.ts", "@Entity({ schema: 'public' })\n");
        (await tool.RunAsync("doctor", "--scan", "entity.ts")).ShouldEndWith(0).Output.ShouldContain("entity.ts:1");
        (await tool.RunAsync("doctor", "--json", "--scan", "entity.ts")).ShouldEndWith(0).Json.GetProperty("hazards")[0].GetProperty("code").GetString().ShouldBe("schema-option");
        (await tool.RunAsync("doctor", "--scan", "src")).ShouldEndWith(1).Errors.ShouldContain("because migrations make the template: src/db/migrations.");
        (await tool.RunAsync("doctor", "--scan", "src/db/migrations")).ShouldEndWith(1).Output.ShouldContain("src/db/migrations/1.ts:1");
    }

    [Fact]
    public async Task What_a_schema_cannot_carry_ends_with_1_and_recommends_databases()
    {
        await using var database = await Template.CreateAsync(servers);
        await database.ExecuteAsync("CREATE FUNCTION tell() RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_notify('a', 'b'); END $$");
        var document = (await Template.ToolFor(database).RunAsync("doctor", "--json")).ShouldEndWith(1).Json;
        document.ShouldHaveTheShapeOf(Shape);
        document.GetProperty("recommendedKind").GetString().ShouldBe("database");
        var text = (await Template.ToolFor(database).RunAsync("doctor")).ShouldEndWith(1).Output;
        text.ShouldContain("A lane of kind schema cannot carry:");
        text.ShouldContain("function public.tell()");
        text.ShouldContain("Recommended: lanes of kind database. In one database, lanes cannot be kept apart here: notify.");
    }

    [Fact]
    public async Task A_path_that_is_not_there_is_told()
    {
        await using var database = await Template.CreateAsync(servers);
        (await Template.ToolFor(database).RunAsync("doctor", "--scan", "/nowhere/src")).ShouldFailWith(2, "--scan", "/nowhere/src");
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
