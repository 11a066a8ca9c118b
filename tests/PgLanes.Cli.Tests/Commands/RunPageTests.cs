using System.Text.RegularExpressions;
using PgLanes.Tests;

namespace PgLanes.Cli.Tests;

/// <summary>What the page of a run says; how it looks, `tests/TimelinePage` checks in a browser.</summary>
public sealed partial class RunPageTests(Servers servers) : IDisposable
{
    // Lane 1 is reset three times, so far apart that a machine which is not busy sees each for itself, and then twice with nothing to put back; lane 2 never is.
    private const string Resets =
        "for i in 1 2 3; do psql -X -q \"$PGLANES_URL_1\" -c \"INSERT INTO item (kind) VALUES ('a')\" -c 'SELECT pglanes.reset()' >/dev/null; sleep 0.4; done; "
        + "psql -X -q \"$PGLANES_URL_1\" -c 'SELECT pglanes.reset()' -c 'SELECT pglanes.reset()' >/dev/null; sleep 0.3";

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"pglanes-page-{Guid.NewGuid():N}.html");

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("schema")]
    [InlineData("database")]
    public async Task Resets_by_other_processes_are_seen_in_the_lane_where_they_put_something_back(string kind)
    {
        await using var database = await Template.CreateAsync(servers);
        var tool = Template.ToolFor(database);
        (await tool.RunAsync("run", "--kind", kind, "--name", Name(kind), "--lanes", "2", "--report-html", _file, "--", "sh", "-c", Resets)).ShouldEndWith(0).Errors.ShouldBeEmpty();
        int.Parse(Row(1)[3]).ShouldBeInRange(1, 3);
        Row(2)[3].ShouldBe("0");
        Row(1)[2].ShouldMatch("^[0-9.]+ m?s$");
        (await tool.RunAsync("run", "--kind", kind, "--name", Name(kind), "--lanes", "2", "--report-html", _file, "--", "sleep", "2.2")).ShouldEndWith(0);
        Row(1)[2..4].ShouldBe(["was there", "0"]);
        Row(1)[6].ShouldMatch(@"^([2-9]|[1-5][0-9])\.[0-9] s$");
        (await tool.RunAsync("down", "--kind", kind, "--name", Name(kind))).ShouldEndWith(0);
    }

    [Fact]
    public async Task The_page_names_the_escapes_and_no_password_and_leads_nowhere()
    {
        await using var database = await Template.CreateAsync(servers);
        const string Escape = "psql -X -q \"$PGLANES_URL_1\" -c \"INSERT INTO public.kind VALUES ('<x>')\"; exit 3";
        var address = new Uri(database.ForLibpq());
        var password = Uri.UnescapeDataString(address.UserInfo.Split(':')[1]);
        var keeper = $"keeper_{Guid.NewGuid():N}";
        await database.ExecuteAsync($"CREATE ROLE {keeper} SUPERUSER LOGIN PASSWORD 'of the keeper'");
        var own = new UriBuilder(address) { UserName = keeper, Password = "of%20the%20keeper" }.Uri.AbsoluteUri;
        (await Template.ToolFor(database).RunAsync("run", "--keeper-url", own, "--lanes", "1", "--report-html", _file, "--", "sh", "-c", Escape, "<b>", database.ForLibpq(), own)).ShouldEndWith(3);
        (await Template.ToolFor(database).RunAsync("down", "--keeper-url", own)).ShouldEndWith(0);
        await database.ExecuteAsync($"DROP ROLE {keeper}");
        Page.ShouldContain("<th scope=\"row\">public.kind</th><td>0</td><td>1</td>");
        Page.ShouldContain("&lt;b&gt;");
        Page.ShouldContain("***");
        Page.ShouldNotContain(password);
        Page.ShouldContain($"{keeper}:***@");
        Page.ShouldNotContain("<script");
        Page.ShouldNotContain("src=");
        Page.ShouldNotContain("href=");
        Page.ShouldNotContain("url(");
    }

    [Fact]
    public async Task A_page_that_cannot_be_written_is_told_before_any_lane_is_made()
    {
        await using var database = await Template.CreateAsync(servers);
        (await Template.ToolFor(database).RunAsync("run", "--lanes", "1", "--report-html", "/nowhere/page.html", "--", "true")).ShouldFailWith(2, "--report-html", "/nowhere");
        (await database.LeftoversAsync()).ShouldBeEmpty();
    }

    private string Page => File.ReadAllText(_file);

    // Databases are the server's, so that each test has names of its own.
    private string Name(string kind) => kind == "database" ? $"page{Path.GetFileNameWithoutExtension(_file)[13..21]}_{{0}}" : "l{0}";

    private string[] Row(int lane) =>
        [.. CellPattern().Matches(Page.Split('\n').Single(line => line.StartsWith($"<tr><th scope=\"row\">{lane}</th>", StringComparison.Ordinal))).Select(cell => cell.Groups["text"].Value)];

    [GeneratedRegex("<t[hd][^>]*>(?<text>[^<]*)</t[hd]>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CellPattern();
}
