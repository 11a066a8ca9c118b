namespace PgLanes.Tests;

public sealed class EnumCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task Labels_keep_their_order_their_commas_and_their_quotes(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TYPE mood AS ENUM ('sad', 'so, so', 'it''s "fine"', 'back\slash', '');
            ALTER TYPE mood ADD VALUE 'meh' BEFORE 'so, so';
            CREATE TYPE "Nothing" AS ENUM ();
            CREATE TABLE days (id integer, felt mood DEFAULT 'so, so', all_felt mood[] DEFAULT '{sad}');
            INSERT INTO days VALUES (1, 'it''s "fine"', '{"so, so",sad}');
            """);
        var (template, lane) = await made.BothAsync<string[]>("SELECT enum_range(NULL::{0}.mood)::text[]");
        lane.ShouldBe(template);
        (await made.Database.ScalarAsync<string>("SELECT d::text FROM test_worker_1.days AS d")).ShouldBe("(1,\"it's \"\"fine\"\"\",\"{\"\"so, so\"\",sad}\")");
    }
}
