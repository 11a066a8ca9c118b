namespace PgLanes.Tests;

public sealed class RangeCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_range_type_keeps_every_clause(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE FUNCTION time_difference(time, time) RETURNS double precision LANGUAGE sql IMMUTABLE AS 'SELECT EXTRACT(EPOCH FROM $1 - $2)';
            CREATE TYPE opening AS RANGE (SUBTYPE = time, SUBTYPE_DIFF = time_difference, MULTIRANGE_TYPE_NAME = "Openings");
            CREATE TYPE words AS RANGE (SUBTYPE = text, COLLATION = "C", SUBTYPE_OPCLASS = text_pattern_ops);
            CREATE TABLE shops (id integer, hours opening DEFAULT opening('08:00', '17:00'), breaks "Openings", read words,
                EXCLUDE USING gist (hours WITH &&));
            INSERT INTO shops (id, breaks) VALUES (1, '{[10:00,10:15),[12:00,13:00)}');
            """);
        (await made.Database.ScalarAsync<string>("SELECT s::text FROM test_worker_1.shops AS s"))
            .ShouldBe("(1,\"[08:00:00,17:00:00)\",\"{[10:00:00,10:15:00),[12:00:00,13:00:00)}\",)");
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_canonical_function_is_made_between_the_announced_and_the_defined_type(int version)
    {
        await using var made = await CloneCase.ProveAsSuperuserAsync(servers, version, "must be superuser to create a base type", """
            CREATE TYPE whole;
            CREATE FUNCTION whole_canonical(whole) RETURNS whole LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
            CREATE TYPE whole AS RANGE (SUBTYPE = integer, CANONICAL = whole_canonical);
            CREATE TABLE spans (span whole);
            INSERT INTO spans VALUES ('[1,5]');
            """);
        (await made.Database.ScalarAsync<string>("SELECT span::text FROM test_worker_1.spans")).ShouldBe("[1,6)");
    }
}
