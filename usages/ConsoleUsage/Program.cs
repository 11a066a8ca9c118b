// PgLanes without a test framework: the same stories, several at once, each in a lane; with Dapper on a lane's connection.
using Dapper;
using Story;

var failed = 0;
await using var lanes = new ShopLanes();
await Parallel.ForEachAsync(OrderStory.All, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (story, ct) =>
{
    var lane = await lanes.LeaseAsync(ct);
    var answer = await story.TellAsync(lane.DataSource);
    await lanes.ReturnAsync(lane);
    if (answer == story.Answer) return;
    Interlocked.Increment(ref failed);
    Console.Error.WriteLine($"{story.Name}: {answer} instead of {story.Answer}");
});

var one = await lanes.LeaseAsync();
await using (var connection = await one.DataSource.OpenConnectionAsync())
{
    var names = await connection.QueryAsync<string>("SELECT name FROM customer ORDER BY id");
    if (!names.SequenceEqual(["Ada", "Bob"])) failed++;
}

await lanes.ReturnAsync(one);
Console.WriteLine($"{OrderStory.All.Count + 1 - failed} stories as expected, {failed} not");
return failed == 0 ? 0 : 1;
