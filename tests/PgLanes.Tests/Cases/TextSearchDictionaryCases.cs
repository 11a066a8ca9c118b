namespace PgLanes.Tests;

public sealed class TextSearchDictionaryCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_dictionary_keeps_its_template_and_options(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TEXT SEARCH DICTIONARY "Plain" (TEMPLATE = simple);
            CREATE TEXT SEARCH DICTIONARY stems (TEMPLATE = snowball, LANGUAGE = english, STOPWORDS = english);
            CREATE TEXT SEARCH DICTIONARY together (TEMPLATE = thesaurus, DICTFILE = thesaurus_sample, DICTIONARY = 'public.stems');
            """);
        (await made.BothAsync<string[]>("SELECT ts_lexize('{0}.stems', 'stars')")).Lane.ShouldBe(["star"]);
        (await made.Database.ScalarAsync<string>("SELECT dictinitoption FROM pg_ts_dict WHERE dictname = 'together' AND dictnamespace = 'test_worker_1'::regnamespace"))
            .ShouldBe("dictfile = 'thesaurus_sample', dictionary = 'test_worker_1.stems'");
    }
}
