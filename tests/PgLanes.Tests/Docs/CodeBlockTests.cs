using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PgLanes.Tests;

public sealed class CodeBlockTests
{
    /// <summary>What a project of a reader has anyway.</summary>
    private const string Implicit =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;

        """;

    /// <summary>The names that a text may use without saying again where they come from; but for what is copied into a new project.</summary>
    private const string Surroundings =
        """
        global using Npgsql;
        global using PgLanes;
        """;

    private const string Known =
        """
        static string connectionString = "";
        static PgLanes.LanePool pool = null!;
        static PgLanes.Lane lane = null!;
        static CancellationToken cancellationToken;
        """;

    // All that this program was built with: the library, Npgsql, the test framework.
    private static readonly MetadataReference[] _references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(File.Exists).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static TheoryData<string, int> Blocks
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var block in Markdown.Guides.SelectMany(Markdown.Blocks).Where(IsCSharp)) data.Add(block.File, block.Line);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_of_csharp_compiles(string file, int line)
    {
        var block = Markdown.Blocks(file).Single(block => block.Line == line);
        Errors(block.Text, isWhole: IsWhole(file)).ShouldBeEmpty($"in {block.Place}");
    }

    [Theory]
    [InlineData("await pool.OpenTheDoorAsync();", "OpenTheDoorAsync")]
    [InlineData("public sealed class T { public Lane Lane = 1; }", "Lane")]
    public void A_block_that_does_not_compile_is_seen(string block, string mention) => Errors(block, isWhole: false).ShouldContain(error => error.Contains(mention, StringComparison.Ordinal));

    [Fact]
    public void Every_block_says_what_it_is_written_in()
    {
        var unnamed = Markdown.Guides.SelectMany(Markdown.Blocks)
            .Where(block => block.Language is not ("csharp" or "sh" or "sql" or "js" or "python" or "ts" or "ruby" or "php" or "go" or "yaml" or "ini" or "xml" or "json" or "text"));
        unnamed.Select(block => block.Place).ShouldBeEmpty("A block begins with ```csharp, ```sh or another language that is known here, so that it is checked.");
    }

    private static bool IsCSharp(CodeBlock block) => block.Language == "csharp";

    // A package's page and a framework's are read by who begins.
    private static bool IsWhole(string file) => file.StartsWith("src/", StringComparison.Ordinal) || file.StartsWith("docs/dotnet/", StringComparison.Ordinal);

    private static List<string> Errors(string block, bool isWhole)
    {
        var compilation = CSharpCompilation.Create(
            "block", [CSharpSyntaxTree.ParseText(isWhole ? Implicit : Implicit + Surroundings), CSharpSyntaxTree.ParseText(Whole(block))], _references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        return [.. compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error || IsNullWarning(d)).Select(d => d.ToString())];
    }

    private static bool IsNullWarning(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Warning && diagnostic.Id.StartsWith("CS86", StringComparison.Ordinal);

    // Statements stand in a method, where their own names hide the known ones; the types that they use come behind it.
    private static string Whole(string block)
    {
        var root = CSharpSyntaxTree.ParseText(block).GetCompilationUnitRoot();
        var statements = root.Members.OfType<GlobalStatementSyntax>().ToList();
        if (statements.Count == 0) return block;
        return $"{Text(root.Usings)}\nstatic class Block\n{{\n{Known}\nstatic async Task RunAsync()\n{{\n{Text(statements)}\nawait Task.Yield();\n}}\n}}\n"
            + Text(root.Members.Except(statements));
    }

    private static string Text(IEnumerable<SyntaxNode> nodes) => string.Concat(nodes.Select(node => node.ToFullString()));
}
