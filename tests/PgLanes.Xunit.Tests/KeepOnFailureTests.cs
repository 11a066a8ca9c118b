using PgLanes.Tests;

namespace PgLanes.Xunit.Tests;

public sealed class KeepOnFailureTests(Servers servers)
{
    private static readonly string[] _failing = ["-namespace", "XunitInner.Failing"];

    [Fact]
    public async Task The_lane_of_a_failed_test_stays_as_it_was_and_is_told_of()
    {
        await using var database = await Inner.CreateDatabaseAsync(servers);
        var results = await Inner.RunAsync(database.ConnectionString, _failing, ("INNER_LANES", "2"), ("PGLANES_KEEP_ON_FAILURE", "1"));

        var failed = results.Single(result => result.Name.Contains("A_fails", StringComparison.Ordinal));
        failed.Message.ShouldContain("This is what was wrong.");
        failed.Output.ShouldContain("Lane 1 (test_worker_1) stays as this test left it");
        failed.Output.ShouldContain("search_path%3Dtest_worker_1");
        failed.Output.ShouldContain("test_worker_1.item (id, note)");
        failed.Output.ShouldContain("+ (7,third)");
        failed.Output.ShouldContain("+ (1,other)");
        failed.Output.ShouldContain("- (1,first)");
        results.Single(result => result.Name.Contains("B_passes", StringComparison.Ordinal)).Output.ShouldContain("in lane 2");
        (await database.ScalarAsync<string>("SELECT note FROM test_worker_1.item WHERE id = 7")).ShouldBe("third");
        (await database.ScalarAsync<string>("SELECT state FROM pglanes.lanes WHERE number = 1")).ShouldBe("quarantined");
    }

    [Fact]
    public async Task The_last_lane_stays_in_use()
    {
        await using var database = await Inner.CreateDatabaseAsync(servers);
        var results = await Inner.RunAsync(database.ConnectionString, _failing, ("INNER_LANES", "1"), ("PGLANES_KEEP_ON_FAILURE", "1"));
        var output = results.Single(result => !result.HasPassed).Output;
        output.ShouldContain("was not set aside, because it is the last one in use");
        output.ShouldContain("+ (7,third)");
        results.Single(result => result.HasPassed).Output.ShouldContain("in lane 1");
    }

    [Fact]
    public async Task Nothing_is_kept_without_being_asked()
    {
        await using var database = await Inner.CreateDatabaseAsync(servers);
        var results = await Inner.RunAsync(database, lanes: 2, _failing);
        results.Single(result => !result.HasPassed).Output.ShouldBeEmpty();
        (await database.ScalarAsync<long>("SELECT count(*) FROM pglanes.lanes WHERE state = 'quarantined'")).ShouldBe(0);
    }
}
