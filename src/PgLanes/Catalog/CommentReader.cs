using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class CommentReader
{
    public static KindReader Kind { get; } = new("comments.sql", ["comment"], row => new CommentModel
    {
        Id = row.Id(row.Oid("classoid")),
        Schema = row.Text("schema"),
        Type = row.Text("type"),
        Member = row.TextOrNull("member"),
        Name = row.Text("name"),
        Signature = row.Text("signature"),
        Text = row.Text("text"),
    });
}
