using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

/// <summary>Finds what a lane under other names cannot isolate or translate for certain. Pure.</summary>
internal static class Hazards
{
    /// <summary>Returns the hazards of <paramref name="template"/>, in the order of its objects.</summary>
    public static IReadOnlyList<Hazard> Find(DatabaseModel template, NameMap names) =>
    [
        .. template.Of<FunctionModel>().SelectMany(function => Find(function, names)),
        .. LiteralHazards.Find(template, names),
        .. SharedHazards.Find(template),
        .. TableHazards.Find(template),
        .. RoleHazards.Find(template),
    ];

    private static IEnumerable<Hazard> Find(FunctionModel function, NameMap names) =>
        SqlRewriter.RenameFunction(function.Definition, function.Language, names).Notes.Select(note =>
            new Hazard(note.Code, Name(function), Describe(note, function)));

    private static string Name(FunctionModel function) =>
        $"{(function.IsProcedure ? "procedure" : "function")} {Identifier.QuoteIfNeeded(function.Schema)}." +
        $"{Identifier.QuoteIfNeeded(function.Name)}({function.Arguments})";

    private static string Describe(RewriteNote note, FunctionModel function)
    {
        var place = $"Line {note.Line} of {Name(function)}";
        return note.Code switch
        {
            RewriteNote.SchemaLiteral =>
                $"{place} has the name of the template's schema as a plain value, and the lane's copy keeps it: {note.Excerpt}. " +
                "Where the value names the schema to work in, use current_schema() instead.",
            RewriteNote.DynamicSql =>
                $"{place} puts a statement together at run time that names the template's schema; the lane's copy is renamed only " +
                $"where the text could mean nothing else: {note.Excerpt}. Leave the schema's name out, so that the search path decides.",
            _ =>
                $"{place} is written in {function.Language} and names an object of the template, which the lane's copy still names: " +
                $"{note.Excerpt}. Leave the schema's name out, so that the search path decides.",
        };
    }
}
