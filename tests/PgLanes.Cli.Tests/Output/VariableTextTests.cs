using System.Diagnostics;
using PgLanes.Cli.Output;

namespace PgLanes.Cli.Tests;

public sealed class VariableTextTests
{
    public static TheoryData<string> Values =>
        ["plain", "", "two words", "it's", "''", "$HOME `id` $(id)", "back\\slash", "\"quoted\"", "two\nlines", "-c search_path=\"My Lane\",public", "*;&|<>#!"];

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_shell_reads_back_exactly_the_value(string value)
    {
        var script = VariableText.ForShell(new Dictionary<string, string> { ["PGLANES_X"] = value }) + "printf '%s' \"$PGLANES_X\"; sh -c 'printf \" %s\" \"$PGLANES_X\"'";
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        (await shell.StandardOutput.ReadToEndAsync()).ShouldBe($"{value} {value}");
    }

    [Theory]
    [InlineData("a b$c", "X='a b$c'\n")]
    [InlineData("it's $1", "X=\"it's \\$1\"\n")]
    public void A_dotenv_file_quotes_what_its_readers_would_change(string value, string expected) =>
        VariableText.ForDotenv(new Dictionary<string, string> { ["X"] = value }).ShouldBe(expected);

    [Theory]
    [InlineData("postgres://me:se%40cret@h:5432/db?options=-c%20a%3Ab", "postgres://me:***@h:5432/db?options=-c%20a%3Ab")]
    [InlineData("postgres://me@h:5432/db", "postgres://me@h:5432/db")]
    [InlineData("postgres://me:secret@/db?host=%2Ftmp", "postgres://me:***@/db?host=%2Ftmp")]
    public void A_url_for_people_shows_no_password(string url, string expected) => Urls.Mask(url).ShouldBe(expected);
}
