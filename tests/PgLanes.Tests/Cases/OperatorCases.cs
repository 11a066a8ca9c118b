namespace PgLanes.Tests;

public sealed class OperatorCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Commutators_and_negators_may_name_each_other(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TYPE point2 AS (x integer, y integer);
            CREATE FUNCTION below(point2, point2) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.x < $2.x';
            CREATE FUNCTION above(point2, point2) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.x > $2.x';
            CREATE FUNCTION not_below(point2, point2) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.x >= $2.x';
            CREATE FUNCTION same(point2, point2) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.x = $2.x';
            CREATE FUNCTION turned(point2) RETURNS point2 LANGUAGE sql IMMUTABLE AS 'SELECT $1.y, $1.x';
            CREATE OPERATOR <# (FUNCTION = below, LEFTARG = point2, RIGHTARG = point2, COMMUTATOR = #>, NEGATOR = >=#,
                RESTRICT = scalarltsel, JOIN = scalarltjoinsel);
            CREATE OPERATOR #> (FUNCTION = above, LEFTARG = point2, RIGHTARG = point2, COMMUTATOR = <#);
            CREATE OPERATOR >=# (FUNCTION = not_below, LEFTARG = point2, RIGHTARG = point2, NEGATOR = <#);
            CREATE OPERATOR === (FUNCTION = same, LEFTARG = point2, RIGHTARG = point2, COMMUTATOR = ===, HASHES, MERGES);
            CREATE OPERATOR ~ (FUNCTION = turned, RIGHTARG = point2);
            CREATE TABLE spots (a point2, b point2, CHECK (NOT a #> b), turned point2 GENERATED ALWAYS AS (~ a) STORED);
            CREATE FUNCTION spotted() RETURNS SETOF spots LANGUAGE sql SET search_path = '' AS $$ SELECT * FROM public.spots WHERE a OPERATOR(public.<#) b $$;
            INSERT INTO spots VALUES ((1, 2), (2, 1));
            """);
        (await made.BothAsync<string>("SELECT s::text FROM {0}.spotted() AS s")).ShouldBe(("(\"(1,2)\",\"(2,1)\",\"(2,1)\")", "(\"(1,2)\",\"(2,1)\",\"(2,1)\")"));
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_commutator_and_a_negator_that_were_never_made_are_announced_in_the_lane_and_not_in_the_template(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TYPE spot AS (x integer);
            CREATE FUNCTION near(integer, spot) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2.x';
            CREATE OPERATOR <% (FUNCTION = near, LEFTARG = integer, RIGHTARG = spot, COMMUTATOR = >%, NEGATOR = >=%);
            """);
        const string Announced = "SELECT string_agg(oprname::text, ' ' ORDER BY oprname) FROM pg_operator WHERE oprcode = 0 AND oprnamespace = '{0}'::regnamespace";
        (await made.BothAsync<string>(Announced)).ShouldBe((">% >=%", ">% >=%"));
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task An_operators_function_may_be_called_like_its_schema(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE SCHEMA c;
            CREATE FUNCTION c.c(a integer, b integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > $2';
            CREATE OPERATOR c.<~> (FUNCTION = c.c, LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = OPERATOR(c.<~>));
            """, "c");
        (await made.Database.ScalarAsync<string>("SELECT oprcode::regproc::text FROM pg_operator WHERE oprnamespace = 'test_worker_1'::regnamespace"))
            .ShouldBe("test_worker_1.c");
    }
}
