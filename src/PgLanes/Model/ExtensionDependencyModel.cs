namespace PgLanes.Model;

/// <summary>That an object is dropped together with an extension.</summary>
internal sealed record ExtensionDependencyModel : SubjectModel
{
    public override string Label => $"dependency of {Subject} on extension {Extension}";

    public required string Extension { get; init; }
}
