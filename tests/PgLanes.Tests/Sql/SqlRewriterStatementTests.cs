using PgLanes.Sql;

namespace PgLanes.Tests;

/// <summary>What programs send: the schema public holds an extension, the schema c does not.</summary>
public sealed class SqlRewriterStatementTests
{
    [Theory]
    [InlineData("SELECT o.x FROM public.t AS o JOIN c.orders ON true", "SELECT o.x FROM test_worker_1.t AS o JOIN lane1.orders ON true")]
    [InlineData("INSERT INTO \"Person\".\"Address\" (a) VALUES ('public.t')", "INSERT INTO \"test_worker_1_Person\".\"Address\" (a) VALUES ('public.t')")]
    [InlineData("SELECT nextval('public.s'), 'public.t'::regclass, 'public.t'", "SELECT nextval('test_worker_1.s'), 'test_worker_1.t'::regclass, 'public.t'")]
    [InlineData("SELECT 'a'::public.mood; SET search_path TO c, public", "SELECT 'a'::test_worker_1.mood; SET search_path TO lane1, test_worker_1, public")]
    [InlineData("CREATE TABLE c.fresh (id int); INSERT INTO c.fresh VALUES (1)", "CREATE TABLE lane1.fresh (id int); INSERT INTO lane1.fresh VALUES (1)")]
    [InlineData("CREATE SCHEMA IF NOT EXISTS c; DROP SCHEMA c CASCADE", "CREATE SCHEMA IF NOT EXISTS lane1; DROP SCHEMA lane1 CASCADE")]
    [InlineData("DO $$ BEGIN UPDATE c.orders SET a = 1; END $$", "DO $$ BEGIN UPDATE lane1.orders SET a = 1; END $$")]
    [InlineData("CREATE FUNCTION c.g() RETURNS int AS $f$ SELECT count(*) FROM c.orders $f$ LANGUAGE sql", "CREATE FUNCTION lane1.g() RETURNS int AS $f$ SELECT count(*) FROM lane1.orders $f$ LANGUAGE sql")]
    [InlineData("UPDATE c.orders AS c SET x = c.id FROM c.t", "UPDATE lane1.orders AS c SET x = c.id FROM lane1.t")]
    public void A_statement_moves_to_the_lane(string sql, string expected) => SqlRewriter.RenameStatement(sql, SqlSamples.Map).ShouldBe(expected);

    [Theory]
    [InlineData("SET c.tenant = '7'")]
    [InlineData("SET LOCAL c.tenant TO '7'; SHOW c.tenant; RESET c.tenant")]
    [InlineData("SELECT c.id, c.fresh FROM other AS c WHERE c.fresh = 'c.orders'")]
    [InlineData("SELECT public.similarity('a', 'b') -- public.t")]
    [InlineData("SELECT current_setting('c.orders'), $$public.t$$, E'c.orders'")]
    [InlineData("SELECT data ->> 'public.t' FROM t WHERE note = 'from c.orders'")]
    [InlineData("SELECT $1, 'SELECT * FROM public.t'")]
    public void Data_settings_aliases_and_what_an_extension_has_stay(string sql) => SqlRewriter.RenameStatement(sql, SqlSamples.Map).ShouldBeSameAs(sql);

    [Fact]
    public void A_text_is_read_once_while_it_is_among_the_last_thousand()
    {
        var renamer = new StatementRenamer(SqlSamples.Map);
        var first = renamer.Rename("SELECT * FROM public.t WHERE id = 0");
        renamer.Rename("SELECT * FROM public.t WHERE id = 0").ShouldBeSameAs(first);
        renamer.Rename("VALUES (1)").ShouldBe("VALUES (1)");
        renamer.Count.ShouldBe(1);
        for (var i = 0; i < 5_000; i++) renamer.Rename($"SELECT * FROM public.t WHERE id = {i}").ShouldBe($"SELECT * FROM test_worker_1.t WHERE id = {i}");
        renamer.Count.ShouldBeLessThanOrEqualTo(1_000);
        renamer.Rename($"SELECT '{new string('x', 30_000)}' FROM public.t").ShouldEndWith("FROM test_worker_1.t");
        renamer.Count.ShouldBeLessThanOrEqualTo(1_000);
    }

    [Fact]
    public void Many_threads_get_the_same_texts() => Parallel.For(
        0, 10_000, i => new StatementRenamer(SqlSamples.Map).Rename($"DELETE FROM c.orders WHERE id = {i % 7}").ShouldBe($"DELETE FROM lane1.orders WHERE id = {i % 7}"));
}
