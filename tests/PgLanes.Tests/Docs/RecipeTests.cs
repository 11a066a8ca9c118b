namespace PgLanes.Tests;

/// <summary>What a recipe shows of a sample is in that sample, which `eng/run-samples` runs.</summary>
public sealed class RecipeTests
{
    private static readonly string[] _patterns = ["*.js", "*.ts", "*.py", "*.ini", "*.json"];
    private static readonly string[] _samples = ["js", "ts", "python", "ini", "json"];

    [Theory]
    [InlineData("docs/recipes/jest.md", "samples/jest-typeorm")]
    [InlineData("docs/recipes/vitest.md", "samples/vitest")]
    [InlineData("docs/recipes/pytest.md", "samples/pytest")]
    public void A_block_of_a_recipe_is_a_part_of_a_file_of_its_sample(string recipe, string sample)
    {
        var shown = Markdown.Blocks(recipe).Where(block => _samples.Contains(block.Language)).ToList();
        shown.ShouldNotBeEmpty();
        shown.Where(block => !IsPartOf(sample, block.Text)).Select(block => block.Place).ShouldBeEmpty($"Each is copied from a file in {sample}, line for line.");
    }

    [Fact]
    public void The_block_of_javascript_in_the_readme_is_a_part_of_the_jest_sample() =>
        Markdown.Blocks("README.md").Where(block => block.Language is "js" or "ts")
            .ShouldHaveSingleItem().ShouldSatisfyAllConditions(block => IsPartOf("samples/jest-typeorm", block.Text).ShouldBeTrue());

    [Fact]
    public void The_blocks_with_a_host_under_test_are_run_by_inner_tests()
    {
        var shown = Markdown.Blocks("docs/dotnet/aspnetcore.md").Where(block => block.Language == "csharp").ToList();
        shown.Count.ShouldBe(3);
        shown.Where(block => !IsRun(block.Text)).Select(block => block.Place).ShouldBeEmpty("Each is copied to tests/XunitInner or tests/NUnitInner, but for what is the application's.");
        IsRun("var host = new WebApplicationFactory<Elsewhere>();").ShouldBeFalse();
    }

    [Fact]
    public void A_block_that_is_in_no_sample_is_seen() => IsPartOf("samples/pytest", "import os\nimport antigravity").ShouldBeFalse();

    [Fact]
    public void A_lock_file_names_no_host_of_packages() =>
        Repository.Files("samples", "package-lock.json").Concat(Repository.Files("tests", "package-lock.json")).Where(file => Repository.Text(file).Contains("\"resolved\"", StringComparison.Ordinal))
            .ShouldBeEmpty("Write it with npm install --omit-lockfile-registry-resolved.");

    // Statements stand in a test there, so they are indented; and the usings of a file stand at its top.
    private static bool IsRun(string text)
    {
        var lines = Lines(text).Where(line => !line.EndsWith("// the application's", StringComparison.Ordinal)).ToList();
        var code = string.Join('\n', lines.Where(line => !IsUsing(line)));
        return new[] { "tests/XunitInner", "tests/NUnitInner" }.SelectMany(folder => Repository.Files(folder, "*.cs")).Select(file => Lines(Repository.Text(file)).ToList())
            .Any(file => lines.Where(IsUsing).All(file.Contains) && string.Join('\n', file).Contains(code, StringComparison.Ordinal));
    }

    private static bool IsUsing(string line) => line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('=', StringComparison.Ordinal);

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);

    private static bool IsPartOf(string sample, string text)
    {
        var wanted = "\n" + text.TrimEnd('\n') + "\n";
        return _patterns.SelectMany(pattern => Repository.Files(sample, pattern)).Any(file => ("\n" + Repository.Text(file)).Contains(wanted, StringComparison.Ordinal));
    }
}
