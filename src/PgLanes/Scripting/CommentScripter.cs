using PgLanes.Model;
using PgLanes.Sql;

namespace PgLanes.Scripting;

internal static class CommentScripter
{
    public static KindScripter Kind { get; } = new KindScripter<CommentModel>(
        SubjectName.Rename,
        (comment, _) => [Statement.For(Phase.Comment, comment, $"COMMENT ON {SubjectName.Of(comment)} IS {Literal.Quote(comment.Text)}")]);
}
