using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class TransformScripter
{
    public static KindScripter Kind { get; } = new KindScripter<TransformModel>(
        (transform, names) => transform with
        {
            Name = SqlRewriter.Rename(transform.Name, names),
            Type = SqlRewriter.Rename(transform.Type, names),
            FromSql = SqlRewriter.Rename(transform.FromSql, names),
            ToSql = SqlRewriter.Rename(transform.ToSql, names),
        },
        (transform, _) => [Create(transform)]);

    private static Statement Create(TransformModel transform)
    {
        string?[] functions =
        [
            transform.FromSql is { } from ? $"FROM SQL WITH FUNCTION {from}" : null,
            transform.ToSql is { } to ? $"TO SQL WITH FUNCTION {to}" : null,
        ];
        return Statement.Create(
            transform,
            $"CREATE TRANSFORM FOR {transform.Type} LANGUAGE {Identifier.Quote(transform.Language)} ({string.Join(", ", functions.Where(f => f is not null))})");
    }
}
