using PgLanes.Sql;

namespace PgLanes.Tests;

public sealed class SqlRewriterTests
{
    [Theory]
    [InlineData("SELECT * FROM public.t", "SELECT * FROM test_worker_1.t")]
    [InlineData("SELECT public.t.id FROM PUBLIC.T", "SELECT test_worker_1.t.id FROM test_worker_1.T")]
    [InlineData("SELECT * FROM \"public\".\"Order\"", "SELECT * FROM test_worker_1.\"Order\"")]
    [InlineData("SELECT * FROM \"Person\".\"Address\"", "SELECT * FROM \"test_worker_1_Person\".\"Address\"")]
    [InlineData("public /* a */ . -- b\n t", "test_worker_1 /* a */ . -- b\n t")]
    [InlineData("U&\"\\0070ublic\".t", "test_worker_1.t")]
    [InlineData("(a.b)::public.mood[]", "(a.b)::test_worker_1.mood[]")]
    [InlineData("1 OPERATOR(public.===) 2", "1 OPERATOR(test_worker_1.===) 2")]
    [InlineData("public.\"it's\"", "test_worker_1.\"it's\"")]
    [InlineData(
        "CREATE TRIGGER t AFTER UPDATE OF id ON public.t FOR EACH ROW EXECUTE FUNCTION public.trg('public.t')",
        "CREATE TRIGGER t AFTER UPDATE OF id ON test_worker_1.t FOR EACH ROW EXECUTE FUNCTION test_worker_1.trg('public.t')")]
    [InlineData(
        "FOREIGN KEY (a) REFERENCES \"Person\".t(id) ON DELETE CASCADE",
        "FOREIGN KEY (a) REFERENCES \"test_worker_1_Person\".t(id) ON DELETE CASCADE")]
    [InlineData("'public.t'::regclass", "'test_worker_1.t'::regclass")]
    [InlineData("nextval('public.s'::regclass)", "nextval('test_worker_1.s'::regclass)")]
    [InlineData("nextval(('public.s'::text)::regclass)", "nextval(('test_worker_1.s'::text)::regclass)")]
    [InlineData("nextval('public.s'::text)", "nextval('test_worker_1.s'::text)")]
    [InlineData("setval('public.s', 5)", "setval('test_worker_1.s', 5)")]
    [InlineData("pg_catalog.to_regclass('public.t')", "pg_catalog.to_regclass('test_worker_1.t')")]
    [InlineData("pg_get_serial_sequence('public.\"Order\"', 'id')", "pg_get_serial_sequence('test_worker_1.\"Order\"', 'id')")]
    [InlineData("'public.f(public.mood, integer)'::regprocedure", "'test_worker_1.f(test_worker_1.mood, integer)'::regprocedure")]
    [InlineData("CAST('public.mood' AS pg_catalog.regtype)", "CAST('test_worker_1.mood' AS pg_catalog.regtype)")]
    [InlineData("regclass 'public.t'", "regclass 'test_worker_1.t'")]
    [InlineData("'public'::regnamespace", "'test_worker_1'::regnamespace")]
    [InlineData("'\"Person\"'::regnamespace", "'\"test_worker_1_Person\"'::regnamespace")]
    [InlineData("'public.\"it''s\"'::regclass", "'test_worker_1.\"it''s\"'::regclass")]
    [InlineData("E'\\x70ublic.\"it\\'s\"'::regclass", "E'test_worker_1.\"it\\'s\"'::regclass")]
    [InlineData("U&'\\0070ublic.t'::regclass", "U&'test_worker_1.t'::regclass")]
    [InlineData("$$public.t$$::regclass", "$$test_worker_1.t$$::regclass")]
    [InlineData("public.t'", "test_worker_1.t'")]
    [InlineData("SELECT a[1:public.f(2)]", "SELECT a[1:test_worker_1.f(2)]")]
    [InlineData("FOR i IN 1..public.f(2)", "FOR i IN 1..test_worker_1.f(2)")]
    public void A_qualified_name_moves_to_the_lane(string sql, string expected) => SqlRewriter.Rename(sql, SqlSamples.Map).ShouldBe(expected);

    [Theory]
    [InlineData(
        "SELECT c.orders, c.f(c.t) FROM c.orders c JOIN c.t ON c.t.orders = c.orders",
        "SELECT c.orders, lane1.f(c.t) FROM lane1.orders c JOIN lane1.t ON lane1.t.orders = c.orders")]
    [InlineData("SELECT c.t FROM x c, c.orders, (c.t z JOIN y ON c.t = 1)", "SELECT c.t FROM x c, lane1.orders, (lane1.t z JOIN y ON c.t = 1)")]
    [InlineData("SELECT c.t::c.orders, (SELECT 1 FROM c.t) FROM x c", "SELECT c.t::lane1.orders, (SELECT 1 FROM lane1.t) FROM x c")]
    [InlineData("UPDATE c.t c SET orders = c.orders FROM c.orders", "UPDATE lane1.t c SET orders = c.orders FROM lane1.orders")]
    [InlineData("DELETE FROM c.t c USING x, c.orders WHERE c.t", "DELETE FROM lane1.t c USING x, lane1.orders WHERE c.t")]
    [InlineData(
        "SELECT EXTRACT(year FROM c.t), c.orders IS DISTINCT FROM c.t, trim(both FROM c.t) FROM c.c",
        "SELECT EXTRACT(year FROM c.t), c.orders IS DISTINCT FROM c.t, trim(both FROM c.t) FROM c.c")]
    [InlineData("SELECT c.orders FROM x.c JOIN c.orders o ON c.t = o.t", "SELECT c.orders FROM x.c JOIN lane1.orders o ON c.t = o.t")]
    [InlineData("CREATE RULE c AS ON INSERT TO c.t DO INSTEAD INSERT INTO c.orders DEFAULT VALUES", "CREATE RULE c AS ON INSERT TO lane1.t DO INSTEAD INSERT INTO lane1.orders DEFAULT VALUES")]
    [InlineData("CREATE TRIGGER c AFTER UPDATE ON c.t EXECUTE FUNCTION c.f()", "CREATE TRIGGER c AFTER UPDATE ON lane1.t EXECUTE FUNCTION lane1.f()")]
    public void Where_an_alias_shares_the_schemas_name_the_grammar_decides(string sql, string expected) =>
        SqlRewriter.Rename(sql, SqlSamples.Map).ShouldBe(expected);

    [Fact]
    public void A_lane_with_capitals_or_quotes_is_quoted_and_escaped()
    {
        var map = SqlSamples.Only("public", "My \"lane's\"", "t");
        SqlRewriter.Rename("SELECT public.t, 'public.t'::regclass, E'public.t'::regclass", map)
            .ShouldBe("SELECT \"My \"\"lane's\"\"\".t, '\"My \"\"lane''s\"\"\".t'::regclass, E'\"My \"\"lane''s\"\"\".t'::regclass");
    }

    [Fact]
    public void A_source_schema_with_quotes_in_its_name_is_found()
    {
        var map = SqlSamples.Only("a\"b'c", "lane", "t");
        SqlRewriter.Rename("SELECT \"a\"\"b'c\".t, '\"a\"\"b''c\".t'::regclass", map).ShouldBe("SELECT lane.t, 'lane.t'::regclass");
    }
}
