namespace PgLanes.Model;

/// <summary>The comment on an object. Its text is the user's, and never renamed.</summary>
internal sealed record CommentModel : SubjectModel
{
    public override string Label => $"comment on {Subject}";

    public required string Text { get; init; }
}
