using PgLanes.Audit;
using PgLanes.Sql;
using Spectre.Console;

namespace PgLanes.Cli.Output;

/// <summary>A place in a source file that names an object of the template.</summary>
internal sealed record FileMention(string File, SourceMention Mention)
{
    public bool IsOption => Mention.Name is null;

    public string Object => Identifier.QuoteIfNeeded(Mention.Schema) + (Mention.Name is { } name ? $".{Identifier.QuoteIfNeeded(name)}" : "");

    public string Place => $"{File}:{Mention.Line}";
}

/// <summary>What the doctor found, for people and for programs.</summary>
internal sealed class DoctorReport(Diagnosis diagnosis, IReadOnlyList<FileMention> mentions, bool asksForDatabase)
{
    private const string CodeOfMention = "named-schema";
    private const string CodeOfOption = "schema-option";

    // What an option says may be another thing's schema, or one that no test uses: people look.
    private readonly List<FileMention> _named = [.. mentions.Where(mention => !mention.IsOption)];
    private readonly List<FileMention> _options = [.. mentions.Where(mention => mention.IsOption)];

    private string Asked => asksForDatabase ? "database" : "schema";

    private string Recommended => diagnosis.NeedsDatabase ? "database" : "schema";

    /// <summary>Whether lanes of the kind that was asked for can carry all of it. A statement that names the schema finds it in a database of its own.</summary>
    public bool IsCarried => (asksForDatabase || _named.Count == 0) && !diagnosis.Findings.Any(finding => GravityOf(finding) == Gravity.Breaks);

    public DoctorDocument ToDocument() => new(
        Recommended,
        [
            .. ByGravity().Select(f => new DoctorHazardDocument(f.Hazard.Code, f.Hazard.ObjectName, f.Hazard.Message, "", 0)),
            .. mentions.Select(m => new DoctorHazardDocument(m.IsOption ? CodeOfOption : CodeOfMention, m.Object, Describe(m), m.File, m.Mention.Line)),
        ]);

    public void Show(Screen screen)
    {
        Show(screen, Gravity.Breaks, $"A lane of kind {Asked} cannot carry:");
        Show(screen, Gravity.Watch, "Shared by lanes, or not as in the template; look whether your tests mind:");
        Show(screen, Gravity.Note, "Good to know:");
        if (_named.Count > 0)
        {
            screen.Results.WriteLine($"{Counts.Of(_named.Count, "place")} in the code {(_named.Count == 1 ? "names" : "name")} the template's schema, and so {(_named.Count == 1 ? "reaches" : "reach")} the template from {(asksForDatabase ? "a lane of kind schema" : "every lane")}:");
            var table = Screen.NewTable("Place", "Object");
            foreach (var mention in _named) table.AddRow(Markup.Escape(mention.Place), Markup.Escape(mention.Object));
            screen.Results.Write(table);
            screen.Results.WriteLine("Leave the schema's name out there, so that the search path decides.");
            screen.Results.WriteLine();
        }

        if (_options.Count > 0)
        {
            screen.Results.WriteLine("Options that seem to set the template's schema; take it from PGLANES_NAME_i there, or leave it out:");
            var table = Screen.NewTable("Place", "Schema");
            foreach (var option in _options) table.AddRow(Markup.Escape(option.Place), Markup.Escape(option.Object));
            screen.Results.Write(table);
        }

        screen.Results.WriteLine($"Recommended: lanes of kind {Recommended}. {Reason()}");
    }

    private IOrderedEnumerable<Finding> ByGravity() => diagnosis.Findings.OrderByDescending(GravityOf);

    private Gravity GravityOf(Finding finding) => asksForDatabase ? finding.InDatabase : finding.InSchema;

    private void Show(Screen screen, Gravity gravity, string heading)
    {
        var findings = diagnosis.Findings.Where(finding => GravityOf(finding) == gravity).ToList();
        if (findings.Count == 0) return;
        screen.Results.WriteLine(heading);
        var table = Screen.NewTable("Code", "Object", "What, and what to do");
        foreach (var finding in findings)
            table.AddRow(Markup.Escape(finding.Hazard.Code), Markup.Escape(finding.Hazard.ObjectName), Markup.Escape(finding.Hazard.Message));
        screen.Results.Write(table);
    }

    private string Reason()
    {
        var codes = diagnosis.Findings.Where(f => f.InSchema == Gravity.Breaks && f.InDatabase != Gravity.Breaks).Select(f => f.Hazard.Code).Distinct().ToList();
        return diagnosis.NeedsDatabase
            ? $"In one database, lanes cannot be kept apart here: {string.Join(", ", codes)}."
            : "Nothing in the template keeps lanes of one database from each other; they are the quickest to make.";
    }

    private static string Describe(FileMention mention) => mention.IsOption
        ? $"Line {mention.Mention.Line} of {mention.File} gives {mention.Object} to an option that seems to set a schema. In a lane of kind schema, take it from PGLANES_NAME_i, or leave it out."
        :
        $"Line {mention.Mention.Line} of {mention.File} names {mention.Object}, so that it reaches the template from every lane of kind schema. Leave the schema's name out, so that the search path decides.";
}
