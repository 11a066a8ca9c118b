using FsCheck;
using FsCheck.Fluent;
using PgLanes.Sql;

namespace PgLanes.Tests;

public sealed class SourceScannerTests
{
    private static readonly NameMap _map = new(
        new Dictionary<string, string> { ["public"] = "lane", ["My App"] = "lane_app" },
        new HashSet<(string, string)> { ("public", "users"), ("public", "orders"), ("public", "Mixed"), ("public", "next_id"), ("public", "state"), ("My App", "users") },
        new HashSet<string>());

    // Each line is LINE:OBJECT of what is found.
    [Theory]
    [InlineData("ts", "await db.query('SELECT * FROM public.users')", "1:users")]
    [InlineData("ts", "await db.query(`\n  SELECT *\n  FROM public.users u JOIN \"public\".\"orders\" o ON true\n`)", "3:orders 3:users")]
    [InlineData("ts", "q(\"UPDATE \\\"public\\\".\\\"users\\\" SET a = 1\")", "1:users")]
    [InlineData("ts", "q(`DELETE FROM public.users WHERE id = ${ids.map(i => `'${i}'`)} OR id IN (SELECT public.next_id())`)", "1:next_id 1:users")]
    [InlineData("ts", "const a = /[\"'`]/; q('TABLE public.users')", "1:users")]
    [InlineData("ts", "const t = '\"public\".\"Mixed\"', u = 'public.Mixed', w = 'PUBLIC.Users'", "1:Mixed 1:users")]
    [InlineData("tsx", "<p>Don't</p>\nq('TABLE public.users')", "2:users")]
    [InlineData("js", "db.select('x').from('public.users'); // public.orders", "1:users")]
    [InlineData("js", "q('public.state', \"'open'::public.state\")", "1:state")]
    [InlineData("js", "q('SELECT nextval(''public.orders'')'.concat(' AND x IN (SELECT id FROM public.users)'))", "1:orders 1:users")]
    [InlineData("cs", "Execute(@\"SELECT \"\"x\"\" FROM \"\"public\"\".\"\"users\"\"\")", "1:users")]
    [InlineData("cs", "Execute($\"SELECT * FROM public.users WHERE id = {id} AND {x(\"public.orders\")}\")", "1:orders 1:users")]
    [InlineData("cs", "var c = '\"'; Execute(\"TABLE public.users\"); // it's", "1:users")]
    [InlineData("cs", "var s = \"\"\"\n  SELECT \"a\" FROM public.users\n  \"\"\";", "2:users")]
    [InlineData("py", "\"\"\"Reads public.orders.\"\"\"\ncur.execute(\n    \"\"\"SELECT * FROM public.users\"\"\")", "3:users")]
    [InlineData("py", "db_table = 'public\".\"users'  # public.orders", "1:users")]
    [InlineData("py", "q(f\"SELECT * FROM public.users WHERE id = {uid}\")", "1:users")]
    [InlineData("rb", "execute <<~SQL, 'don''t'\n  SELECT *\n  FROM public.users\nSQL\nself.table_name = 'public.orders' if x =~ /don't/", "3:users 5:orders")]
    [InlineData("rb", "=begin\n'public.users'\n=end\nq(%q(TABLE public.orders))", "4:orders")]
    [InlineData("php", "It's <?php\n$q = \"SELECT *\n FROM public.users\"; # public.orders\n$r = <<<SQL\nTABLE public.orders\nSQL;", "3:users 5:orders")]
    [InlineData("go", "q := `SELECT\n * FROM public.users`; c := '\"'; r := \"public.orders\"", "2:users 2:orders")]
    [InlineData("java", "String q = \"\"\"\n  SELECT * FROM public.users\n  \"\"\"; char c = '\\'';\nq(\"public.orders\");", "2:users 4:orders")]
    [InlineData("kt", "val q = \"\"\"TABLE public.users\"\"\" + \"${x(\"public.orders\")}\"", "1:orders 1:users")]
    [InlineData("rs", "fn f<'a>(x: &'a str) { q(r#\"TABLE \"public\".\"users\"\"#); q(\"TABLE public.orders\") }", "1:orders 1:users")]
    [InlineData("ex", "@doc \"\"\"\npublic.orders\n\"\"\"\nquery(~s(TABLE public.users), \"it's #{x}\")\nq(\"public.orders\")", "4:users 5:orders")]
    [InlineData("sql", "TABLE public.users; -- public.orders\nDO $$ BEGIN PERFORM 'public.orders'::regclass; END $$;\n/* public.users */", "1:users 2:orders")]
    [InlineData("sql", "SELECT * FROM \"My App\".users, public.users.*", "1:users")]
    [InlineData("yml", "table: public.users # public.orders\nsql: it's \"public\".\"orders\"", "1:users 2:orders")]
    [InlineData("sh", "pg_dump --table=public.users # public.orders\npsql -c 'TRUNCATE public.orders'", "1:users 2:orders")]
    [InlineData("json", "{ \"sql\": \"SELECT * FROM \\\"public\\\".\\\"users\\\"\" }", "1:users")]
    [InlineData("xml", "<!-- public.orders\n -->\n<select>TABLE public.users</select>", "3:users")]
    public void An_object_named_with_its_schema_is_found_in_its_line(string extension, string text, string found) =>
        Find(extension, text).Distinct().ShouldBe(found.Split(' '), ignoreOrder: true);

    [Theory]
    [InlineData("ts", "@Entity({ name: 'users', schema: 'public' })")]
    [InlineData("ts", "knex({ searchPath: [\"public\", 'x'] }); schema = a")]
    [InlineData("ts", "db.withSchema('public').from('users')")]
    [InlineData("cs", "[Table(\"users\", Schema = \"public\")] class User;")]
    [InlineData("cs", "model.HasDefaultSchema(\"public\")")]
    [InlineData("py", "meta = MetaData(schema='public')")]
    [InlineData("rb", "connect(:schema => 'public')")]
    [InlineData("json", "{ \"schema\" : \"public\" }")]
    public void An_option_that_sets_the_schema_is_found_without_an_object(string extension, string text) => Find(extension, text).ShouldBe(["1:"]);

    [Theory]
    [InlineData("ts", "if (schema === 'public' || schema !== 'public') x(schema ?? 'public')")]
    [InlineData("ts", "f({ schema: process.env.DB_SCHEMA ?? 'public', access: 'public', schema: 'other' }); createSchema('public')")]
    [InlineData("py", "os.environ.get('SCHEMA', 'public')  # schema='public'")]
    public void What_only_looks_like_an_option_is_not_found(string extension, string text) => Find(extension, text).ShouldBeEmpty();

    [Theory]
    [InlineData("ts", "this.public.users.find(); com.public.users; public.users()")]
    [InlineData("ts", "q('SELECT * FROM public.things'); q('this.public.users'); q('com.public.users.name')")]
    [InlineData("ts", "q('public'); q('users'); q({ access: 'public', table: 'users' })")]
    [InlineData("ts", "q('made public. Users like it'); q('republic.users'); q('public.users_old')")]
    [InlineData("ts", "q(`TABLE public.${t}`); q(`TABLE ${s}.users`); q(`TABLE public.users${n}`)")]
    [InlineData("ts", "/* q('public.users') */ // q('public.users')\nq('SELECT 1 -- public.users')")]
    [InlineData("ts", "import x from './public.users'; q('https://public.users.example.com')")]
    [InlineData("py", "def f():\n    '''\n    public.users\n    '''\n    # 'public.users'\n    f'TABLE public.users{n}'")]
    [InlineData("cs", "/// <summary>public.users</summary>\nclass A { public Users users; }")]
    [InlineData("rb", "# 'public.users'\nlist << public.users")]
    [InlineData("sql", "SELECT a.public.users, 1 -- public.users")]
    [InlineData("yml", "# public.users\nhost: public.users.example.com\nmail: public.users@example.com")]
    public void What_only_looks_like_it_is_not_found(string extension, string text) => Find(extension, text).ShouldBeEmpty();

    [Fact]
    public void Any_text_is_read_to_its_end_and_a_name_in_a_string_is_found_behind_it()
    {
        string[] extensions = ["ts", "cs", "py", "rb", "ex", "php", "go", "rs", "java", "kt", "dart", "sql", "yml", "json", "xml"];
        string[] parts = ["'", "\"", "`", "\\", "\n", "${", "}", "#{", "{", "/*", "*/", "//", "#", "--", "<<~A", "A", "$$", "\"\"\"", "%q(", ")", "/", "x", " ", "public.users", "public", "."];
        var texts = Gen.Elements(parts).ListOf().Select(list => string.Concat(list));
        Prop.ForAll(Gen.Elements(extensions).Zip(texts).ToArbitrary(), pair =>
        {
            var lines = pair.Item2.Split('\n').Length;
            return Find(pair.Item1, pair.Item2).All(found => int.Parse(found.Split(':')[0]) is var line && line >= 1 && line <= lines);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void An_unknown_extension_has_no_syntax() => SourceSyntax.ForExtension("png").ShouldBeNull();

    private static List<string> Find(string extension, string text) =>
        [.. SourceScanner.Find(text, SourceSyntax.ForExtension(extension)!, _map).Select(mention => $"{mention.Line}:{mention.Name}")];
}
