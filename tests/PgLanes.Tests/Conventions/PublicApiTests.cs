using System.Reflection;

namespace PgLanes.Tests;

public sealed class PublicApiTests
{
    private const string Folder = "tests/PgLanes.Tests/Conventions";
    private const string Accept = "PGLANES_ACCEPT";

    [Theory]
    [InlineData("PgLanes")]
    [InlineData("PgLanes.EntityFrameworkCore")]
    [InlineData("PgLanes.MSTest")]
    [InlineData("PgLanes.NUnit")]
    [InlineData("PgLanes.Xunit")]
    public void The_public_API_is_the_approved_one(string package)
    {
        var file = $"{Folder}/PublicApi{package["PgLanes".Length..]}.approved.txt";
        var received = ApiText.Of(Assembly.Load(package));
        if (Environment.GetEnvironmentVariable(Accept) == "1") File.WriteAllText(Repository.PathOf(file), received);
        var approved = File.Exists(Repository.PathOf(file)) ? Repository.Text(file).ReplaceLineEndings("\n") : "";
        if (received == approved) return;

        var beside = Path.Combine(AppContext.BaseDirectory, Path.GetFileName(file).Replace("approved", "received", StringComparison.Ordinal));
        File.WriteAllText(beside, received);
        Assert.Fail(
            $"The public API of {package} is not the one of {file}; what it is now is in {beside}.\n{Difference(approved, received)}\n" +
            $"If the change is meant, run this test with {Accept}=1, which rewrites the approved file, commit it, and say so in CHANGELOG.md.");
    }

    private static string Difference(string approved, string received)
    {
        var (before, after) = (Lines(approved), Lines(received));
        var lines = before.Except(after).Select(line => $"- {line}").Concat(after.Except(before).Select(line => $"+ {line}")).ToList();
        return lines.Count == 0 ? "Only the order differs." : string.Join('\n', lines);
    }

    // A member is named with its type, so that a line alone says where it belongs.
    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        var type = "";
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!line.StartsWith(' ')) type = line.Split(" : ")[0].Split(' ')[^1];
            lines.Add(line.StartsWith(' ') ? $"{type}: {line.Trim()}" : line);
        }

        return lines;
    }
}
