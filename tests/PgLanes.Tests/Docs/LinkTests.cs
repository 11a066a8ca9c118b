namespace PgLanes.Tests;

public sealed class LinkTests
{
    public static TheoryData<string> Files => [.. Markdown.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void Links_within_the_repository_lead_somewhere(string file) => Markdown.Links(file).Select(Fault).OfType<string>().ShouldBeEmpty();

    [Fact]
    public void The_readme_leads_to_every_document()
    {
        var linked = Markdown.Links("README.md").Select(link => link.Text.Split('#')[0]).ToList();
        Repository.Files("docs", "*.md").Except(linked).ShouldBeEmpty("README.md links to each file in docs.");
    }

    private static string? Fault(CodeBlock link)
    {
        if (link.Text.Contains("://", StringComparison.Ordinal) || link.Text.StartsWith("mailto:", StringComparison.Ordinal)) return null;
        var parts = link.Text.Split('#', 2);
        var target = parts[0].Length == 0 ? link.File : Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, Path.GetDirectoryName(link.File)!, parts[0]));
        if (!Path.Exists(Repository.PathOf(target))) return $"{link.Place} links to {link.Text}, which is not there.";
        return parts.Length == 1 || Markdown.Anchors(target.Replace('\\', '/')).Contains(parts[1]) ? null : $"{link.Place} links to {link.Text}, a heading that is not there.";
    }
}
