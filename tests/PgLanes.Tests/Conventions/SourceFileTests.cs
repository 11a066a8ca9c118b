using System.Reflection;

namespace PgLanes.Tests;

public sealed class SourceFileTests
{
    private const int MostLines = 300;

    // Spelled so that this file does not name what it forbids.
    private static readonly string[] _forbidden = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "NotImplemented" + "Exception", "#" + "region"];

    private static IEnumerable<string> Code =>
        from folder in (string[])["src", "tests", "bench", "samples"]
        from file in Repository.Files(folder, "*.cs").Concat(Repository.Files(folder, "*.sql"))
        select file;

    [Fact]
    public void A_file_stays_under_300_lines() =>
        (from file in Code
         let lines = Repository.Text(file).Count(letter => letter == '\n')
         where lines >= MostLines && !file.Contains("/corpora/", StringComparison.Ordinal)
         select $"{file} has {lines} lines").ShouldBeEmpty("Divide it where it changes its subject.");

    [Fact]
    public void Nothing_is_left_for_later() =>
        (from file in Code
         where file.EndsWith(".cs", StringComparison.Ordinal)
         from word in _forbidden
         where Repository.Text(file).Contains(word, StringComparison.Ordinal)
         select $"{file} has {word}").ShouldBeEmpty("Do it, or leave it out and say so where users read.");

    [Fact]
    public void No_error_is_swallowed() =>
        Code.Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && HasEmptyCatch(Repository.Text(file)))
            .ShouldBeEmpty("A catch block does something with its error, or says in code what happens instead.");

    [Theory]
    [InlineData("try { A(); } CATCH { }", true)]
    [InlineData("try { A(); }\nCATCH (IOException)\n{\n}", true)]
    [InlineData("try { A(); } CATCH (Exception e) when (e is IOException { HResult: 1 })\n{\n    // It is gone already.\n}", true)]
    [InlineData("try { A(); } CATCH (IOException) { ; }", true)]
    [InlineData("try { A(); } CATCH (IOException) { return null; }", false)]
    [InlineData("try { A(); } CATCH { Undo(); throw; } finally { }", false)]
    public void An_empty_catch_is_seen(string code, bool isEmpty) =>
        HasEmptyCatch(code.Replace("CATCH", "catch", StringComparison.Ordinal)).ShouldBe(isEmpty);

    [Fact]
    public void No_type_of_the_library_uses_a_regular_expression()
    {
        var users = from group_ in TypeReferences.Of(typeof(LaneException).Assembly)
                    where group_.Any(reference => reference.Namespace?.StartsWith("System.Text.RegularExpressions", StringComparison.Ordinal) == true)
                    select group_.Key.FullName;
        users.ShouldBeEmpty("SQL is read with SqlLexer, which knows comments, quotes and dollar quotes; other texts are split by hand.");
    }

    [Fact]
    public void Nobody_silences_the_compiler_about_missing_documentation()
    {
        Repository.Text("src/PgLanes/PgLanes.csproj").ShouldContain("<GenerateDocumentationFile>true</GenerateDocumentationFile>");
        Repository.Text("Directory.Build.props").ShouldContain("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>");
        string[] settings = [".editorconfig", "Directory.Build.props", .. Repository.Files("src", "*.csproj"), .. Repository.Files("src", "*.props")];
        var silencers = settings.Concat(Repository.Files("src", "*.cs")).Where(file =>
            Repository.Text(file) is var text && (text.Contains("CS" + "1591", StringComparison.Ordinal) || text.Contains("#pragma warning disable\n", StringComparison.Ordinal)));
        silencers.ShouldBeEmpty("Every public type and member is documented: write what it promises.");
        File.Exists(Path.ChangeExtension(Assembly.GetAssembly(typeof(LaneException))!.Location, ".xml"))
            .ShouldBeTrue("The documentation of PgLanes was not written: see PgLanes.csproj.");
    }

    // A comment is nothing: it explains a swallowed error, but does not answer it.
    private static bool HasEmptyCatch(string code)
    {
        var text = string.Join('\n', code.Split('\n').Select(line => line.Split("//")[0]));
        for (var word = text.IndexOf("catch", StringComparison.Ordinal); word >= 0; word = text.IndexOf("catch", word + 1, StringComparison.Ordinal))
        {
            var at = Skip(text, word + "catch".Length);
            if (text.AsSpan(at).StartsWith("(")) at = Skip(text, AfterParentheses(text, at));
            if (text.AsSpan(at).StartsWith("when")) at = Skip(text, AfterParentheses(text, text.IndexOf('(', at)));
            if (text.AsSpan(at).StartsWith("{") && text.AsSpan(at + 1).TrimStart(" \r\n\t;").StartsWith("}")) return true;
        }

        return false;
    }

    private static int AfterParentheses(string text, int open)
    {
        for (int at = open, depth = 0; at < text.Length; at++)
        {
            depth += text[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0) return at + 1;
        }

        return text.Length;
    }

    private static int Skip(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        return at;
    }
}
