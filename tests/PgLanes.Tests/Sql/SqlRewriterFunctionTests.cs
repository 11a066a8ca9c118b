using PgLanes.Sql;

namespace PgLanes.Tests;

public sealed class SqlRewriterFunctionTests
{
    [Fact]
    public void Header_and_body_of_a_function_move_to_the_lane()
    {
        const string Definition =
            """
            CREATE OR REPLACE FUNCTION public.f(a public.mood DEFAULT 'a'::public.mood, b regclass DEFAULT 'public.t'::regclass, c text DEFAULT 'public.t'::text)
             RETURNS SETOF public.t
             LANGUAGE plpgsql
             SET search_path TO 'public', 'ext', 'x y', 'pg_temp'
            AS $function$
            BEGIN
              -- public.t
              RETURN QUERY SELECT * FROM public.t WHERE s <> 'public';
            END
            $function$

            """;
        const string Expected =
            """
            CREATE OR REPLACE FUNCTION test_worker_1.f(a test_worker_1.mood DEFAULT 'a'::test_worker_1.mood, b regclass DEFAULT 'test_worker_1.t'::regclass, c text DEFAULT 'public.t'::text)
             RETURNS SETOF test_worker_1.t
             LANGUAGE plpgsql
             SET search_path TO 'test_worker_1', 'public', 'ext', 'x y', 'pg_temp'
            AS $function$
            BEGIN
              -- public.t
              RETURN QUERY SELECT * FROM test_worker_1.t WHERE s <> 'public';
            END
            $function$

            """;
        var rewritten = SqlRewriter.RenameFunction(Definition, "plpgsql", SqlSamples.Map);
        rewritten.Text.ShouldBe(Expected);
        rewritten.Notes.ShouldBe([new RewriteNote(RewriteNote.SchemaLiteral, "RETURN QUERY SELECT * FROM public.t WHERE s <> 'public';", 4)]);
    }

    [Fact]
    public void A_parameter_named_like_the_schema_does_not_hide_the_types_in_the_header()
    {
        var rewritten = SqlRewriter.RenameFunction(
            "CREATE OR REPLACE FUNCTION c.f(c integer, c.orders, x c.t)\n LANGUAGE sql\nAS $function$ select c.t from c.orders c $function$\n", "sql", SqlSamples.Map);
        rewritten.Text.ShouldBe(
            "CREATE OR REPLACE FUNCTION lane1.f(c integer, lane1.orders, x lane1.t)\n LANGUAGE sql\nAS $function$ select c.t from lane1.orders c $function$\n");
    }

    [Fact]
    public void A_search_path_without_extensions_is_the_lane_alone()
    {
        var rewritten = SqlRewriter.RenameFunction(
            "CREATE OR REPLACE FUNCTION c.f()\n LANGUAGE sql\n SET search_path TO 'c', 'pg_temp'\nAS $function$ select 1 $function$\n", "sql", SqlSamples.Map);
        rewritten.Text.ShouldBe(
            "CREATE OR REPLACE FUNCTION lane1.f()\n LANGUAGE sql\n SET search_path TO 'lane1', 'pg_temp'\nAS $function$ select 1 $function$\n");
    }

    [Fact]
    public void A_standard_body_is_renamed_and_its_schema_literals_noted()
    {
        var rewritten = SqlRewriter.RenameFunction(
            "CREATE OR REPLACE FUNCTION public.f(a text DEFAULT 'public'::text)\n RETURNS integer\n LANGUAGE sql\nBEGIN ATOMIC\n SELECT t.id\n    FROM public.t\n  WHERE (t.s = 'public'::text);\nEND\n",
            "sql",
            SqlSamples.Map);
        rewritten.Text.ShouldBe(
            "CREATE OR REPLACE FUNCTION test_worker_1.f(a text DEFAULT 'public'::text)\n RETURNS integer\n LANGUAGE sql\nBEGIN ATOMIC\n SELECT t.id\n    FROM test_worker_1.t\n  WHERE (t.s = 'public'::text);\nEND\n");
        rewritten.Notes.ShouldHaveSingleItem().Excerpt.ShouldBe("WHERE (t.s = 'public'::text);");
    }

    [Fact]
    public void A_library_symbol_stays()
    {
        const string C = "CREATE OR REPLACE FUNCTION x.f()\n LANGUAGE c\nAS 'public.t', $function$public.t$function$\n";
        var rewritten = SqlRewriter.RenameFunction(C, "c", SqlSamples.Map);
        rewritten.Text.ShouldBeSameAs(C);
        rewritten.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void A_body_in_another_language_is_noted_under_a_renamed_header()
    {
        var rewritten = SqlRewriter.RenameFunction(
            "CREATE OR REPLACE FUNCTION public.f()\n LANGUAGE plpython3u\nAS $function$\nplpy.execute('select 1 from public.t')\n$function$\n", "plpython3u", SqlSamples.Map);
        rewritten.Text.ShouldBe(
            "CREATE OR REPLACE FUNCTION test_worker_1.f()\n LANGUAGE plpython3u\nAS $function$\nplpy.execute('select 1 from public.t')\n$function$\n");
        rewritten.Notes.ShouldBe([new RewriteNote(RewriteNote.ForeignLanguage, "plpy.execute('select 1 from public.t')", 2)]);
    }
}
