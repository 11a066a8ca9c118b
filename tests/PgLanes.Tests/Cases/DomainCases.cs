using Npgsql;

namespace PgLanes.Tests;

public sealed class DomainCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_domain_is_nullable_unless_it_says_otherwise(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE DOMAIN free AS text;
            CREATE DOMAIN bound AS text NOT NULL DEFAULT 'it''s';
            """);
        (await made.Database.ScalarAsync<bool>("SELECT NULL::test_worker_1.free IS NULL")).ShouldBeTrue();
        await Should.ThrowAsync<PostgresException>(() => made.Database.ScalarAsync<bool>("SELECT NULL::test_worker_1.bound IS NULL"));
    }

    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_domain_keeps_type_collation_default_and_the_domain_below(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE DOMAIN "Name" AS varchar(50) COLLATE "C" DEFAULT 'a'::varchar;
            CREATE DOMAIN short_name AS "Name" CONSTRAINT short CHECK (length(VALUE) < 10);
            CREATE DOMAIN names AS "Name"[] CHECK (cardinality(VALUE) > 0);
            CREATE DOMAIN price AS numeric(10, 2) DEFAULT 1.5;
            CREATE TABLE people (name short_name, others names, prices price[]);
            INSERT INTO people VALUES ('ann', '{bob,eve}', '{1.25}');
            """);
        (await made.Database.ScalarAsync<string>("SELECT p::text FROM test_worker_1.people AS p")).ShouldBe("(ann,\"{bob,eve}\",{1.25})");
    }
}
