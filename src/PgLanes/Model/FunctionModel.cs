namespace PgLanes.Model;

/// <summary>A function, window function or procedure, as <c>CREATE OR REPLACE</c> takes it.</summary>
internal sealed record FunctionModel : CatalogObject
{
    public override string Label => $"{(IsProcedure ? "procedure" : "function")} {Name}({Arguments})";

    /// <summary>The types of the input arguments, as SQL: overloads share a name.</summary>
    public required string Arguments { get; init; }

    public required bool IsProcedure { get; init; }

    public required string Language { get; init; }

    public required string Definition { get; init; }
}
