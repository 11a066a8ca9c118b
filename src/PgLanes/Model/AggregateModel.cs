namespace PgLanes.Model;

/// <summary>An aggregate function. Types, functions and operators are SQL.</summary>
internal sealed record AggregateModel : CatalogObject
{
    public override string Label => $"aggregate {Name}({Arguments})";

    /// <summary>The arguments with their names and modes; of an ordered-set aggregate the direct ones, <c>ORDER BY</c>, the aggregated ones.</summary>
    public required string Arguments { get; init; }

    /// <summary><c>n</c> normal, <c>o</c> ordered set, <c>h</c> hypothetical set.</summary>
    public required char Kind { get; init; }

    /// <summary><c>u</c> unsafe, <c>r</c> restricted, <c>s</c> safe.</summary>
    public required char Parallel { get; init; }

    public required string? CombineFunction { get; init; }

    public required string? SerialFunction { get; init; }

    public required string? DeserialFunction { get; init; }

    public required string? SortOperator { get; init; }

    public required AggregateState State { get; init; }

    /// <summary>The second implementation, for moving windows, where there is one.</summary>
    public required AggregateState? MovingState { get; init; }

    public required string? InverseFunction { get; init; }
}

/// <summary>How an aggregate keeps and ends its running state.</summary>
/// <param name="Transition">The function that adds a row.</param>
/// <param name="Type">The state's type.</param>
/// <param name="Space">The state's estimated size in bytes; 0 for the type's own.</param>
/// <param name="Final">The function that makes the result, where there is one.</param>
/// <param name="FinalExtra">Whether the final function gets nulls in place of the arguments.</param>
/// <param name="FinalModify"><c>r</c> read only, <c>s</c> shareable, <c>w</c> read and write.</param>
/// <param name="Initial">The initial value as text; null for a null state.</param>
internal sealed record AggregateState(
    string Transition, string Type, int Space, string? Final, bool FinalExtra, char FinalModify, string? Initial);
