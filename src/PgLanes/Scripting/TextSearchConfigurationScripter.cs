using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class TextSearchConfigurationScripter
{
    public static KindScripter Kind { get; } = new KindScripter<TextSearchConfigurationModel>(
        (configuration, names) => configuration with
        {
            Parser = SqlRewriter.Rename(configuration.Parser, names),
            Mappings = configuration.Mappings.Select(mapping => SqlRewriter.Rename(mapping, names)),
        },
        (configuration, _) => [Create(configuration)]);

    private static Statement Create(TextSearchConfigurationModel configuration)
    {
        var name = Identifier.Quote(configuration.Schema, configuration.Name);
        var mappings = configuration.Mappings.AsEnumerable().Select(mapping => $";\nALTER TEXT SEARCH CONFIGURATION {name} ADD MAPPING FOR {mapping}");
        return Statement.Create(configuration, $"CREATE TEXT SEARCH CONFIGURATION {name} (PARSER = {configuration.Parser}){string.Concat(mappings)}");
    }
}
