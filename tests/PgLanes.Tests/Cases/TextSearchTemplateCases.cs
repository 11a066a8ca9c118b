namespace PgLanes.Tests;

public sealed class TextSearchTemplateCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_template_is_the_lanes_own(int version)
    {
        await using var made = await CloneCase.ProveAsSuperuserAsync(servers, version, "must be superuser to create text search templates", """
            CREATE TEXT SEARCH TEMPLATE simple_one (INIT = dsimple_init, LEXIZE = dsimple_lexize);
            CREATE TEXT SEARCH TEMPLATE bare (LEXIZE = dsimple_lexize);
            CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple_one, stopwords = english);
            """);
        (await made.Database.ScalarAsync<string>("SELECT t.tmplnamespace::regnamespace::text FROM pg_ts_dict AS d JOIN pg_ts_template AS t ON t.oid = d.dicttemplate WHERE d.dictname = 'words' AND d.dictnamespace = 'test_worker_1'::regnamespace"))
            .ShouldBe("test_worker_1");
    }
}
