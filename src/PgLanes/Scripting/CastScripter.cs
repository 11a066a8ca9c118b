using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class CastScripter
{
    public static KindScripter Kind { get; } = new KindScripter<CastModel>(
        (cast, names) => cast with
        {
            Name = SqlRewriter.Rename(cast.Name, names),
            Source = SqlRewriter.Rename(cast.Source, names),
            Target = SqlRewriter.Rename(cast.Target, names),
            Function = SqlRewriter.Rename(cast.Function, names),
        },
        (cast, _) => [Statement.Create(cast, $"CREATE CAST ({cast.Source} AS {cast.Target}) {Method(cast)}{Context(cast)}")]);

    private static string Method(CastModel cast) => cast.Method switch
    {
        'f' => $"WITH FUNCTION {cast.Function}",
        'i' => "WITH INOUT",
        _ => "WITHOUT FUNCTION",
    };

    private static string Context(CastModel cast) => cast.Context switch
    {
        'a' => " AS ASSIGNMENT",
        'i' => " AS IMPLICIT",
        _ => "",
    };
}
