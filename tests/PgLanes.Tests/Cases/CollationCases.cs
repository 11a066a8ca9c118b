namespace PgLanes.Tests;

public sealed class CollationCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_column_uses_the_lanes_own_collation(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE COLLATION bytes (LOCALE = 'C');
            CREATE COLLATION mixed (LC_COLLATE = 'C', LC_CTYPE = 'POSIX');
            CREATE COLLATION "Any Case" (PROVIDER = icu, LOCALE = 'und-u-ks-level2', DETERMINISTIC = false);
            CREATE DOMAIN word AS text COLLATE bytes;
            CREATE TYPE span AS RANGE (SUBTYPE = text, COLLATION = bytes);
            CREATE TYPE named AS (name text COLLATE mixed);
            CREATE TABLE t (a text COLLATE bytes, b text COLLATE "Any Case" UNIQUE, c word, CHECK (a < 'z' COLLATE "Any Case"));
            CREATE INDEX ON t (a COLLATE "Any Case", lower(b) COLLATE mixed);
            INSERT INTO t VALUES ('a', 'B');
            """);
        (await made.BothAsync<long>("SELECT count(*) FROM {0}.t WHERE b = 'b'")).ShouldBe((1, 1));
    }
}
