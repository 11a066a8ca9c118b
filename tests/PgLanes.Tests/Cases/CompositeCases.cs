namespace PgLanes.Tests;

public sealed class CompositeCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_composite_type_keeps_its_attributes(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE TYPE "Address" AS ("Street" varchar(20) COLLATE "C", dropped integer, zip numeric(5), tags text[]);
            ALTER TYPE "Address" DROP ATTRIBUTE dropped;
            CREATE TYPE nothing AS ();
            CREATE TYPE pair AS (one "Address", two "Address"[]);
            CREATE TABLE places (id integer, spot pair DEFAULT ROW(ROW('s', 1, '{}')::"Address", NULL)::pair);
            CREATE TYPE with_row AS (place places);
            CREATE TABLE typed OF "Address" (zip WITH OPTIONS NOT NULL);
            INSERT INTO places VALUES (1);
            """);
        (await made.Database.ScalarAsync<string>("SELECT ((spot).one).\"Street\" FROM test_worker_1.places")).ShouldBe("s");
    }
}
