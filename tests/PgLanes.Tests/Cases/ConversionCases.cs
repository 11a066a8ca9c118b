namespace PgLanes.Tests;

public sealed class ConversionCases(Servers servers)
{
    [Theory]
    [MemberData(nameof(Servers.Rows), MemberType = typeof(Servers))]
    public async Task A_conversion_keeps_its_encodings_and_its_function(int version)
    {
        await using var made = await CloneCase.ProveAsync(servers, version, """
            CREATE DEFAULT CONVERSION "Own" FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
            CREATE CONVERSION plain FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;
            """);
        (await made.BothAsync<string>("SELECT string_agg(conname || condefault, ' ' ORDER BY conname) FROM pg_conversion WHERE connamespace = '{0}'::regnamespace"))
            .ShouldBe(("Owntrue plainfalse", "Owntrue plainfalse"));
    }
}
