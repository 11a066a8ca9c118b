namespace PgLanes.Tests;

public sealed class HazardsTests(Servers servers)
{
    [Fact]
    public async Task What_a_function_says_of_the_templates_schema_is_named_with_its_line()
    {
        await using var made = await CloneCase.MakeAsync(servers, Servers.Versions[0], """
            CREATE TABLE items (id integer);
            CREATE FUNCTION harmless() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM public.items';
            CREATE FUNCTION valued(integer) RETURNS boolean LANGUAGE plpgsql AS $$
            BEGIN
                RETURN current_schema() = 'public';
            END $$;
            CREATE PROCEDURE dynamic(t text) LANGUAGE plpgsql AS $$
            BEGIN
                EXECUTE 'DELETE FROM public.' || t;
            END $$;
            """);
        made.Script.Hazards.Select(h => (h.Code, h.ObjectName)).ShouldBe(
            [("dynamic-sql", "procedure public.dynamic(text)"), ("schema-literal", "function public.valued(integer)")]);
        made.Script.Hazards[1].Message.ShouldContain("Line 3 of function public.valued(integer)");
        made.Script.Hazards[1].Message.ShouldContain("RETURN current_schema() = 'public'");
    }
}
