namespace PgLanes.Tests;

/// <summary>What a lane cannot isolate is named.</summary>
public sealed class HazardCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_literal_that_names_the_schema_is_named_wherever_it_stands(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE FUNCTION t()
                RETURNS trigger LANGUAGE plpgsql AS 'BEGIN EXECUTE format(''SELECT 1 FROM %s'', TG_ARGV[0]); RETURN NEW; END';
            CREATE TABLE x (a integer);
            CREATE TRIGGER args BEFORE INSERT ON x FOR EACH ROW EXECUTE FUNCTION t('public.x', 'public', 'plain');
            CREATE VIEW v AS SELECT query_to_xml('SELECT * FROM public.x', true, false, '') AS q, 'public' AS s;
            CREATE MATERIALIZED VIEW mv AS SELECT 'select 1 from public.x'::text AS q;
            CREATE RULE rr AS ON DELETE TO x WHERE old.a = 99 DO ALSO SELECT 'public.x'::text;
            CREATE POLICY pp ON x USING ('public' <> 'x');
            ALTER TABLE x ADD CHECK ('public.x' <> a::text), ADD COLUMN d text DEFAULT 'public';
            CREATE DOMAIN dd AS text CHECK (VALUE <> 'public.x');
            CREATE INDEX ii ON x ((a::text || 'public'));
            """);
        made.Script.Hazards.Where(hazard => hazard.Code is "dynamic-sql" or "schema-literal").Select(hazard => hazard.ObjectName).Distinct().ShouldBe(
            [
                "constraint dd_check on domain dd in schema public", "view v in schema public", "materialized view mv in schema public",
                "column x.d in schema public", "constraint x_a_check on x in schema public", "index ii in schema public",
                "trigger args on x in schema public", "rule rr on x in schema public", "policy pp on x in schema public",
            ]);
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_table_that_inherits_across_the_templates_border_is_named(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE SCHEMA outside;
            CREATE TABLE outside.base (id integer);
            CREATE TABLE mine () INHERITS (outside.base);
            CREATE TABLE parent (id integer);
            CREATE TABLE outside.theirs () INHERITS (parent);
            """);
        made.Script.Hazards.Select(hazard => (hazard.Code, hazard.ObjectName)).ShouldBe([("outside-parent", "table public.mine"), ("outside-child", "table public.parent")]);
    }
}
