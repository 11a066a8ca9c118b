namespace PgLanes.Tests;

public sealed class CastCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Casts_from_and_to_the_templates_types_are_kept(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TYPE mood AS ENUM ('sad', 'ok');
            CREATE TYPE pair AS (a integer, b integer);
            CREATE TYPE spans AS RANGE (SUBTYPE = bigint);
            CREATE FUNCTION mood_of(integer) RETURNS mood LANGUAGE sql IMMUTABLE AS $$ SELECT (CASE $1 WHEN 0 THEN 'sad' ELSE 'ok' END)::mood $$;
            CREATE FUNCTION sum_of(pair) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1.a + $1.b';
            CREATE CAST (integer AS mood) WITH FUNCTION mood_of(integer) AS ASSIGNMENT;
            CREATE CAST (pair AS integer) WITH FUNCTION sum_of(pair) AS IMPLICIT;
            CREATE CAST (mood AS varchar) WITH INOUT AS IMPLICIT;
            CREATE CAST (text AS pair) WITH INOUT;
            CREATE TABLE t (m mood DEFAULT 1, n integer DEFAULT ROW(3, 4)::pair);
            INSERT INTO t DEFAULT VALUES;
            """);
        (await made.Database.ScalarAsync<string>("SELECT t::text FROM test_worker_1.t")).ShouldBe("(ok,7)");
    }

    [Fact]
    public async Task A_cast_between_types_of_others_stays_the_templates_and_is_a_hazard()
    {
        await using var made = await CloneCase.ProveAsSuperuserAsync(servers, Servers.Versions[0], "must be owner of type bigint or type boolean", """
            CREATE FUNCTION flag_of(bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 <> 0';
            CREATE CAST (bigint AS boolean) WITH FUNCTION flag_of(bigint);
            """);
        var hazard = made.Script.Hazards.ShouldHaveSingleItem();
        (hazard.Code, hazard.ObjectName).ShouldBe(("shared-cast", "cast (bigint AS boolean)"));
        hazard.Message.ShouldContain("public.flag_of(bigint)");
    }
}
