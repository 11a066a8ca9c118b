namespace PgLanes.Tests;

public sealed class TextSearchParserCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_parser_is_the_lanes_own(int version)
    {
        await using var made = await CloneCase.ProveAsSuperuserAsync(servers, version, "must be superuser to create text search parsers", """
            CREATE TEXT SEARCH PARSER pars (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end,
                HEADLINE = prsd_headline, LEXTYPES = prsd_lextype);
            CREATE TEXT SEARCH TEMPLATE tmpl (INIT = dsimple_init, LEXIZE = dsimple_lexize);
            CREATE TEXT SEARCH DICTIONARY dict (TEMPLATE = tmpl, stopwords = english);
            CREATE TEXT SEARCH CONFIGURATION cfg (PARSER = pars);
            ALTER TEXT SEARCH CONFIGURATION cfg ADD MAPPING FOR word WITH dict, simple;
            COMMENT ON TEXT SEARCH PARSER pars IS 'p';
            COMMENT ON TEXT SEARCH TEMPLATE tmpl IS 't';
            """);
        (await made.Database.ScalarAsync<string>("SELECT p.prsnamespace::regnamespace::text FROM pg_ts_config AS c JOIN pg_ts_parser AS p ON p.oid = c.cfgparser WHERE c.oid = 'test_worker_1.cfg'::regconfig"))
            .ShouldBe("test_worker_1");
    }
}
