using PgLanes.Tests;

namespace PgLanes.Xunit.Tests;

public sealed class CountryApiTests(Servers servers)
{
    [Fact]
    public async Task Hosts_under_test_run_as_the_documentation_shows()
    {
        await using var database = await Inner.CreateDatabaseAsync(servers);
        await database.ExecuteAsync("CREATE TABLE country (code char(2) PRIMARY KEY, name text NOT NULL); CREATE TABLE orders AS SELECT generate_series(1, 20) AS id");
        string[] arguments = ["-class", "CountryApiTests", "-class", "XunitInner.Documented.ManyRequestsTests"];
        var results = await Inner.RunAsync(database.ConnectionString, arguments, ("SHOP_DATABASE", database.ConnectionString));
        results.Where(result => !result.HasPassed).ShouldBeEmpty();
        results.Count.ShouldBe(2);
        (await database.ScalarAsync<long>("SELECT count(*) FROM country")).ShouldBe(0);
    }
}
