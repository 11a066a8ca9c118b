namespace PgLanes.Model;

/// <summary>A relation that another one names, in the template or outside it.</summary>
internal sealed record RelationName(string Schema, string Name);
