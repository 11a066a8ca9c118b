namespace PgLanes.Tests;

public sealed class TransformCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_transform_of_an_own_type_comes_before_the_functions_that_use_it(int version)
    {
        await using var made = await CloneCase.ProveAsSuperuserAsync(servers, version, "must be owner of function prsd_lextype", """
            CREATE TYPE mine AS (a integer);
            CREATE TRANSFORM FOR mine LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal));
            CREATE FUNCTION uses(mine) RETURNS integer TRANSFORM FOR TYPE mine LANGUAGE sql AS 'SELECT 1';
            """);
        (await made.Database.ScalarAsync<long>("SELECT count(*) FROM pg_transform WHERE trftype = 'test_worker_1.mine'::regtype")).ShouldBe(1);
    }
}
