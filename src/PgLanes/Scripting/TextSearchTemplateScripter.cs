using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class TextSearchTemplateScripter
{
    public static KindScripter Kind { get; } = new KindScripter<TextSearchTemplateModel>(
        (template, names) => template with
        {
            Initialize = SqlRewriter.Rename(template.Initialize, names),
            Lexize = SqlRewriter.Rename(template.Lexize, names),
        },
        (template, _) =>
        [
            Statement.Create(
                template,
                $"CREATE TEXT SEARCH TEMPLATE {Identifier.Quote(template.Schema, template.Name)} " +
                $"({(template.Initialize is { } init ? $"INIT = {init}, " : "")}LEXIZE = {template.Lexize})"),
        ]);
}
