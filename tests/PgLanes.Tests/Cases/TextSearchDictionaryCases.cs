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
            """);
        (await made.BothAsync<string[]>("SELECT ts_lexize('{0}.stems', 'stars')")).Lane.ShouldBe(["star"]);
    }
}
