using Npgsql;

namespace PgLanes.Tests;

public sealed class DomainConstraintCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Several_named_checks_are_kept_with_their_validity(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE DOMAIN kind AS varchar(10) CONSTRAINT known CHECK (VALUE IN ('a', 'b'))
                CONSTRAINT "Not 'c'" CHECK (VALUE <> 'c') CONSTRAINT present NOT NULL;
            ALTER DOMAIN kind ADD CONSTRAINT later CHECK (VALUE <> 'b') NOT VALID;
            CREATE TABLE things (kind kind, kinds kind[]);
            """);
        await Should.ThrowAsync<PostgresException>(() => made.Database.ScalarAsync<string>("SELECT 'b'::test_worker_1.kind::text"));
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_check_may_call_functions_even_of_the_domain_itself(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE FUNCTION is_even(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 % 2 = 0';
            CREATE DOMAIN even AS integer CHECK (is_even(VALUE));
            CREATE DOMAIN code AS text;
            CREATE FUNCTION is_known(value text, others code[] DEFAULT NULL) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 <> ''x''';
            ALTER DOMAIN code ADD CONSTRAINT known CHECK (is_known(VALUE));
            CREATE TABLE numbers (n even, many even[], c code);
            INSERT INTO numbers VALUES (2, '{4,6}', 'y');
            """);
        await Should.ThrowAsync<PostgresException>(() => made.Database.ScalarAsync<int>("SELECT 3::test_worker_1.even::integer"));
        await Should.ThrowAsync<PostgresException>(() => made.Database.ScalarAsync<string>("SELECT 'x'::test_worker_1.code::text"));
    }
}
