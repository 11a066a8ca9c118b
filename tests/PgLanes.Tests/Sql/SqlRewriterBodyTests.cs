using PgLanes.Sql;

namespace PgLanes.Tests;

public sealed class SqlRewriterBodyTests
{
    [Theory]
    [InlineData("DECLARE r public.mood; a public.t%ROWTYPE; b public.t.id%TYPE;", "DECLARE r test_worker_1.mood; a test_worker_1.t%ROWTYPE; b test_worker_1.t.id%TYPE;")]
    [InlineData("EXECUTE 'SELECT count(*) FROM \"public\".\"t\"'; PERFORM 1 FROM \"public\".t", "EXECUTE 'SELECT count(*) FROM \"test_worker_1\".\"t\"'; PERFORM 1 FROM \"test_worker_1\".t")]
    [InlineData("EXECUTE 'insert into public.t values (1)'", "EXECUTE 'insert into test_worker_1.t values (1)'")]
    [InlineData("EXECUTE E'select\\n1 from public.t where x = \\'a\\''", "EXECUTE E'select\\n1 from test_worker_1.t where x = \\'a\\''")]
    [InlineData("RETURN QUERY EXECUTE $q$ select * from public.t $q$", "RETURN QUERY EXECUTE $q$ select * from test_worker_1.t $q$")]
    [InlineData("x := 'public.t'; y := 'public.f(integer)';", "x := 'test_worker_1.t'; y := 'test_worker_1.f(integer)';")]
    [InlineData("x := 'select ''public.t''::regclass, ''a public.t b'''", "x := 'select ''test_worker_1.t''::regclass, ''a public.t b'''")]
    [InlineData("q := q || ' join public.t on true'", "q := q || ' join test_worker_1.t on true'")]
    [InlineData("q := '-- x\n /* y */ (select 1 from public.t)'", "q := '-- x\n /* y */ (select 1 from test_worker_1.t)'")]
    [InlineData("EXECUTE $a$ do $b$ begin execute 'drop table public.t'; end $b$ $a$", "EXECUTE $a$ do $b$ begin execute 'drop table test_worker_1.t'; end $b$ $a$")]
    [InlineData("SET search_path = public, ext", "SET search_path = test_worker_1, public, ext")]
    [InlineData("SET LOCAL search_path TO 'public'; SET SESSION search_path TO \"Person\"", "SET LOCAL search_path TO 'test_worker_1', 'public'; SET SESSION search_path TO \"test_worker_1_Person\"")]
    [InlineData("PERFORM set_config('search_path', 'public, x', true)", "PERFORM set_config('search_path', 'test_worker_1, public, x', true)")]
    [InlineData("PERFORM pg_catalog.set_config('search_path', v || ',\"Person\"', true)", "PERFORM pg_catalog.set_config('search_path', v || ',\"test_worker_1_Person\"', true)")]
    [InlineData("PERFORM set_config('search_path', current_setting('search_path') || ', public', true)", "PERFORM set_config('search_path', current_setting('search_path') || ', test_worker_1, public', true)")]
    [InlineData("EXECUTE 'SET search_path TO public'", "EXECUTE 'SET search_path TO test_worker_1, public'")]
    [InlineData("SET SCHEMA 'public'; SET SCHEMA 'Person'", "SET search_path TO 'test_worker_1', 'public'; SET SCHEMA 'test_worker_1_Person'")]
    [InlineData("ALTER TABLE x SET SCHEMA public; DROP SCHEMA IF EXISTS \"Person\"", "ALTER TABLE x SET SCHEMA test_worker_1; DROP SCHEMA IF EXISTS \"test_worker_1_Person\"")]
    public void Code_in_a_body_moves_to_the_lane(string body, string expected) => SqlSamples.Body(body).ShouldBe(expected);

    [Theory]
    [InlineData("EXECUTE 'insert into public.' || quote_ident(x)", "EXECUTE 'insert into test_worker_1.' || quote_ident(x)")]
    [InlineData("EXECUTE format('select * from public.%I', t)", "EXECUTE format('select * from test_worker_1.%I', t)")]
    [InlineData("EXECUTE format('drop table public.%1$I', t)", "EXECUTE format('drop table test_worker_1.%1$I', t)")]
    [InlineData("EXECUTE 'select * from public.\"' || t || '\"'", "EXECUTE 'select * from test_worker_1.\"' || t || '\"'")]
    [InlineData("EXECUTE 'select * from public.orders_' || y", "EXECUTE 'select * from test_worker_1.orders_' || y")]
    [InlineData("EXECUTE format('select * from public.orders_%s x', y)", "EXECUTE format('select * from test_worker_1.orders_%s x', y)")]
    [InlineData("q := q || ' from public.' || t", "q := q || ' from test_worker_1.' || t")]
    [InlineData("x := nextval('public.' || y)", "x := nextval('test_worker_1.' || y)")]
    [InlineData("q := 'public.orders_' || y", "q := 'public.orders_' || y")]
    [InlineData("q := t || ', public.' || t", "q := t || ', public.' || t")]
    [InlineData("q := 'public.' || t", "q := 'public.' || t")]
    [InlineData("q := format('public.%s', t)", "q := format('public.%s', t)")]
    [InlineData("RAISE NOTICE 'cannot see public.t today'", "RAISE NOTICE 'cannot see public.t today'")]
    public void A_name_completed_at_run_time_is_renamed_in_SQL_only_and_always_noted(string body, string expected)
    {
        SqlSamples.Body(body).ShouldBe(expected);
        SqlSamples.Notes(body).ShouldBe([RewriteNote.DynamicSql]);
    }

    [Theory]
    [InlineData("IF TG_TABLE_SCHEMA = 'public' THEN")]
    [InlineData("EXECUTE format('%I.%I', 'public', t)")]
    [InlineData("EXECUTE format('SELECT 1 FROM %s.t', '\"public\"')")]
    [InlineData("EXECUTE 'select 1 from x where table_schema = ''public'''")]
    public void The_schemas_name_as_a_value_stays_and_is_noted(string body)
    {
        SqlSamples.Body(body).ShouldBe(body);
        SqlSamples.Notes(body).ShouldBe([RewriteNote.SchemaLiteral]);
    }

    [Theory]
    [InlineData("SELECT 1 FROM posts WHERE shown = 'public'::public.mood", "SELECT 1 FROM posts WHERE shown = 'public'::test_worker_1.mood")]
    [InlineData("SELECT 'public'::visibility", "SELECT 'public'::visibility")]
    [InlineData("SELECT 'public'::\"Visibility\"", "SELECT 'public'::\"Visibility\"")]
    public void A_value_of_another_type_that_spells_a_schema_is_not_noted(string sql, string expected)
    {
        SqlSamples.Body(sql).ShouldBe(expected);
        SqlSamples.Notes(sql).ShouldBeEmpty();
        SqlRewriter.RenameAndNote(sql, SqlSamples.Map).Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("SELECT 'public'::pg_catalog.name")]
    [InlineData("SELECT 'public'::information_schema.sql_identifier")]
    [InlineData("SELECT 'public'::character varying")]
    public void A_value_that_may_name_the_schema_is_noted(string sql) => SqlSamples.Notes(sql).ShouldBe([RewriteNote.SchemaLiteral]);

    [Fact]
    public void A_views_literals_stay_and_are_noted()
    {
        var view = SqlRewriter.RenameAndNote("SELECT *\n  FROM public.f('SELECT 1 FROM public.t'::text)\n WHERE s = 'public'::text AND r = 'public.t'::regclass", SqlSamples.Map);
        view.Text.ShouldBe("SELECT *\n  FROM test_worker_1.f('SELECT 1 FROM public.t'::text)\n WHERE s = 'public'::text AND r = 'test_worker_1.t'::regclass");
        view.Notes.Select(note => (note.Code, note.Line)).ShouldBe([(RewriteNote.DynamicSql, 2), (RewriteNote.SchemaLiteral, 3)]);
    }

    [Fact]
    public void A_views_literal_that_spells_a_schema_with_a_quote_is_noted() => SqlRewriter.RenameAndNote(
        "SELECT '\"a\"\"b\".parent'::text", SqlSamples.Only("a\"b", "lane", "parent")).Notes.Select(note => note.Code).ShouldBe([RewriteNote.DynamicSql]);

    [Fact]
    public void A_note_tells_the_line_and_shows_it()
    {
        var notes = SqlRewriter.RenameBody("\nBEGIN\n  x := 'public';\nEND", "plpgsql", SqlSamples.Map).Notes;
        notes.ShouldBe([new RewriteNote(RewriteNote.SchemaLiteral, "x := 'public';", 3)]);
    }

    [Theory]
    [InlineData("plpython3u", "plpy.execute(\"select * from public.t\")", 1)]
    [InlineData("plperl", "spi_exec_query('select 1 from \\\"public\\\".\\\"Order\\\"');\n$x = 'Public . T'", 2)]
    [InlineData("plv8", "republic.t; public.nothing; x.public.t; // public holiday", 0)]
    [InlineData("c", "public.t", 0)]
    public void A_body_in_another_language_stays_and_its_mentions_are_noted(string language, string body, int notes)
    {
        var rewritten = SqlRewriter.RenameBody(body, language, SqlSamples.Map);
        rewritten.Text.ShouldBeSameAs(body);
        rewritten.Notes.Count(note => note.Code == RewriteNote.ForeignLanguage).ShouldBe(notes);
        rewritten.Notes.Count.ShouldBe(notes);
    }
}
