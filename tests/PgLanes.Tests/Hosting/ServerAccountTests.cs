using PgLanes.Hosting;

namespace PgLanes.Tests;

public sealed class ServerAccountTests
{
    [Theory]
    [InlineData("/usr/bin/setpriv")]
    [InlineData("/usr/sbin/runuser")]
    [InlineData("/usr/bin/su")]
    public async Task Every_way_to_another_user_passes_arguments_unchanged(string switcher)
    {
        if (ServerAccount.Current is not { } current || !File.Exists(switcher)) return;
        var account = new ServerAccount(current.Name, current.UserId, current.GroupId, switcher);
        var start = account.Wrap("/bin/sh", ["-c", "id -un; printf '%s\\n' \"$@\"", "sh", "it's", "a b", "--silent", "$HOME"]);
        start.WorkingDirectory = "/";

        var result = await ChildProcess.RunAsync(start, CancellationToken.None);

        result.Output.Split('\n').ShouldBe([current.Name, "it's", "a b", "--silent", "$HOME"]);
    }

    [Fact]
    public async Task The_callers_settings_of_PostgreSQL_and_of_the_locale_do_not_reach_the_server()
    {
        var result = await ChildProcess.RunPostgresAsync("/usr/bin/env", [], "/", CancellationToken.None);

        var names = result.Output.Split('\n').Select(line => line.Split('=')[0]).ToList();
        names.ShouldNotContain("LANG");
        names.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ShouldAllBe(name => name.StartsWith("PGLANES_"));
        result.Output.ShouldContain("LC_ALL=C");
    }
}
