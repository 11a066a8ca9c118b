using PgLanes.Sql;
using Spectre.Console;

namespace PgLanes.Cli.Output;

/// <summary>Shows which tables outside the lanes were touched.</summary>
internal static class Escapes
{
    /// <summary>Writes to standard error, since the output is the command's; nothing where there are none, or where they could not be counted.</summary>
    public static void Show(IReadOnlyList<Escape>? escapes)
    {
        if (escapes is not { Count: > 0 }) return;
        var messages = Screen.ForMessages().Messages;
        Failures.Write($"{Counts.Of(escapes.Count, "table")} outside the lanes {(escapes.Count == 1 ? "was" : "were")} read or written while COMMAND ran:");
        var table = Screen.NewTable("Table");
        table.AddColumn(new TableColumn("Reads").RightAligned());
        table.AddColumn(new TableColumn("Writes").RightAligned());
        foreach (var escape in escapes) table.AddRow(Markup.Escape(Name(escape)), $"{escape.Reads:N0}", $"{escape.Writes:N0}");
        messages.Write(table);
        messages.WriteLine("Statements that name a schema do that, and `pglanes doctor --scan PATH` finds them; so do other programs that use the template at the same time.");
    }

    public static IReadOnlyList<EscapeDocument> ToDocuments(IReadOnlyList<Escape>? escapes) =>
        [.. (escapes ?? []).Select(escape => new EscapeDocument(Name(escape), escape.Reads, escape.Writes))];

    public static string Name(Escape escape) => $"{Identifier.QuoteIfNeeded(escape.Schema)}.{Identifier.QuoteIfNeeded(escape.Table)}";
}
