using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PgLanes.Sql;

namespace PgLanes.Tests;

public sealed class HazardTests
{
    [Fact]
    public void Every_code_of_a_hazard_is_explained()
    {
        var codes = Repository.Files("src/PgLanes/Scripting", "*.cs").SelectMany(Codes).Concat(Notes).Distinct().ToList();
        codes.ShouldContain("shared-cast");
        codes.ShouldContain("owner");
        var text = Repository.Text("docs/fidelity.md");
        codes.Where(code => !text.Contains($"\n| `{code}` |", StringComparison.Ordinal)).ShouldBeEmpty("docs/fidelity.md has a line for each, in the table of hazards.");
    }

    private static string[] Notes => [RewriteNote.SchemaLiteral, RewriteNote.DynamicSql, RewriteNote.ForeignLanguage];

    // The first argument: a literal, or a constant of the same file; what passes a note's code on is one of the notes.
    private static IEnumerable<string> Codes(string file)
    {
        var root = CSharpSyntaxTree.ParseText(Repository.Text(file)).GetRoot();
        var constants = root.DescendantNodes().OfType<FieldDeclarationSyntax>().SelectMany(field => field.Declaration.Variables)
            .Where(constant => constant.Initializer?.Value is LiteralExpressionSyntax)
            .ToDictionary(constant => constant.Identifier.Text, constant => ((LiteralExpressionSyntax)constant.Initializer!.Value).Token.ValueText);
        foreach (var hazard in root.DescendantNodes().OfType<ObjectCreationExpressionSyntax>().Where(made => made.Type.ToString() == nameof(Hazard)))
        {
            switch (hazard.ArgumentList!.Arguments[0].Expression)
            {
                case LiteralExpressionSyntax literal: yield return literal.Token.ValueText; break;
                case IdentifierNameSyntax name: yield return constants[name.Identifier.Text]; break;
            }
        }
    }
}
