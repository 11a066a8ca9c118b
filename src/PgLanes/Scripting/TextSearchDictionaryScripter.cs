using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class TextSearchDictionaryScripter
{
    public static KindScripter Kind { get; } = new KindScripter<TextSearchDictionaryModel>(
        (dictionary, names) => dictionary with
        {
            Template = SqlRewriter.Rename(dictionary.Template, names),
            // An option may be the name of another dictionary in quotes, as that of a thesaurus is.
            Options = dictionary.Options is { } options ? SqlRewriter.RenameBody(options, "sql", names).Text : null,
        },
        (dictionary, _) =>
        [
            Statement.Create(
                dictionary,
                $"CREATE TEXT SEARCH DICTIONARY {Identifier.Quote(dictionary.Schema, dictionary.Name)} " +
                $"(TEMPLATE = {dictionary.Template}{(dictionary.Options is { } options ? $", {options}" : "")})"),
        ]);
}
