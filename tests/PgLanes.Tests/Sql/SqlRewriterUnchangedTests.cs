using PgLanes.Sql;

namespace PgLanes.Tests;

public sealed class SqlRewriterUnchangedTests
{
    [Theory]
    [InlineData("SELECT republic.t FROM republic.t")]
    [InlineData("SELECT * FROM public_old.t, publicx.t, mypublic.t, public1.t, public$.t")]
    [InlineData("SELECT * FROM otherdb.public.t")]
    [InlineData("SELECT otherdb . /* x */ public.t")]
    [InlineData("SELECT \"PUBLIC\".t, \"public.t\", \"public\"\"x\".t, \" public\".t")]
    [InlineData("SELECT public.\"T\", public.\"order\", public.order_")]
    [InlineData("SELECT public.nothing, public.citext, public.gen_random_uuid()")]
    [InlineData("SELECT user.name, user.id FROM customers AS \"user\"")]
    [InlineData("SELECT \"user\".t FROM customers AS \"user\"")]
    [InlineData("SELECT c.orders, c.t FROM customers c WHERE c.orders > 1 AND (c.t = 2) ORDER BY c.t, c.orders")]
    [InlineData("SELECT x.a FROM x JOIN customers c ON c.orders = x.a")]
    [InlineData("SELECT x.a FROM x JOIN customers c ON (((c.orders = x.a) AND (c.t = 1)))")]
    [InlineData("SELECT count(c.orders), max(c.t) FROM customers c GROUP BY c.t HAVING c.orders IS NULL")]
    [InlineData("CASE WHEN c.orders THEN c.t ELSE c.orders END, c")]
    [InlineData("-- public.t\n/* public.t /* public.t */ public.t */ SELECT 1")]
    [InlineData("SELECT 'public.t', 'select * from public.t', $$public.t$$, E'public.t', N'public.t'")]
    [InlineData("SELECT 'public.t'::text, 'public'::name, CAST('public.t' AS text), x('public.t')::regclass")]
    [InlineData("SELECT 'public.nothing'::regclass, 'republic.t'::regclass, nextval('public.x')")]
    [InlineData("SELECT 'public'::regclass, to_regclass('public'), 'public.t'::regnamespace")]
    [InlineData("SELECT f(x, 'public.t'), setval(x, 'public.s')")]
    [InlineData("CREATE TRIGGER a AFTER INSERT ON x EXECUTE FUNCTION y('public.t', 'public')")]
    [InlineData("SELECT public FROM public")]
    [InlineData("GRANT SELECT ON x TO public")]
    [InlineData("SELECT publi.c.t, publi.c.orders")]
    [InlineData("SELECT public.* FROM x AS public")]
    [InlineData("SELECT a.c.t")]
    [InlineData("public.")]
    [InlineData("'public.t")]
    [InlineData(".public.t")]
    [InlineData("\"public.t")]
    [InlineData("")]
    public void What_is_no_object_of_the_template_stays(string sql) => SqlRewriter.Rename(sql, SqlSamples.Map).ShouldBeSameAs(sql);

    [Fact]
    public void A_schema_named_c_does_not_reach_into_public()
    {
        const string Sql = "SELECT public.t, public.orders FROM public.t";
        SqlRewriter.Rename(Sql, SqlSamples.Only("c", "lane1", "t", "orders")).ShouldBeSameAs(Sql);
        SqlRewriter.RenameBody(Sql, "sql", SqlSamples.Only("c", "lane1", "t", "orders")).Text.ShouldBeSameAs(Sql);
    }

    [Fact]
    public void A_map_to_the_same_schema_changes_nothing()
    {
        const string Sql = "SELECT public.t";
        SqlRewriter.Rename(Sql, SqlSamples.Only("public", "public", "t")).ShouldBeSameAs(Sql);
    }

    [Theory]
    [InlineData("BEGIN RAISE NOTICE 'public.nothing here'; RAISE 'this is public.'; RAISE 'a public. holiday'; END")]
    [InlineData("BEGIN -- public.t\n /* select * from public.t */ END")]
    [InlineData("SELECT 'republic.t', 'a, public', '{public}', 'Public'")]
    [InlineData("SELECT current_setting('search_path'), set_config('role', 'publican', true)")]
    [InlineData("EXECUTE 'select * from republic.' || x || 'public_x.t'")]
    [InlineData("<<c>> DECLARE orders int; BEGIN c.orders := 1; x := c.orders + c.t; RETURN c.orders; END")]
    [InlineData("FOR c IN SELECT * FROM x LOOP IF c.orders > 1 THEN PERFORM y(c.t); END IF; END LOOP")]
    [InlineData("DECLARE c record; BEGIN SELECT 1, 2 INTO c.orders, c.t; EXECUTE q USING c.orders, c.t; RETURN NEXT c.t; END")]
    [InlineData("EXECUTE 'select c.orders ' || x || ' from customers c'; q := ' join y on c.orders = 1'")]
    [InlineData("EXECUTE 'select c.' || column_name || ' from customers c'")]
    [InlineData("SELECT 'select null::public.order' || ' from x'")]
    public void Prose_and_data_in_a_body_stay_and_are_not_noted(string body)
    {
        var rewritten = SqlRewriter.RenameBody(body, "plpgsql", SqlSamples.Map);
        rewritten.Text.ShouldBe(body);
        rewritten.Notes.ShouldBeEmpty();
    }
}
