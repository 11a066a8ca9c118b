namespace PgLanes.Tests;

public sealed class TextSearchConfigurationCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_configuration_maps_to_the_lanes_own_dictionaries(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TEXT SEARCH DICTIONARY stems (TEMPLATE = snowball, LANGUAGE = english);
            CREATE TEXT SEARCH CONFIGURATION words (PARSER = "default");
            ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR asciiword, uint WITH stems, simple;
            CREATE TEXT SEARCH CONFIGURATION copied (COPY = english);
            CREATE TEXT SEARCH CONFIGURATION nothing (PARSER = "default");
            CREATE TABLE t (body text, parsed tsvector GENERATED ALWAYS AS (to_tsvector('words', body)) STORED);
            CREATE INDEX ON t USING gin (to_tsvector('public.copied', body));
            INSERT INTO t VALUES ('the stars 12');
            """);
        (await made.Database.ScalarAsync<string>("SELECT parsed::text FROM test_worker_1.t")).ShouldBe("'12':3 'star':2 'the':1");
    }
}
