namespace PgLanes.Model;

/// <summary>A type whose values functions in C read and write, or one that is only announced. Functions are SQL.</summary>
internal sealed record BaseTypeModel : CatalogObject
{
    public override string Label => $"type {Name}";

    /// <summary>False for a type that was announced and never defined; nothing else of it then counts.</summary>
    public required bool IsDefined { get; init; }

    public required string? Input { get; init; }

    public required string? Output { get; init; }

    public required string? Receive { get; init; }

    public required string? Send { get; init; }

    public required string? ModifierInput { get; init; }

    public required string? ModifierOutput { get; init; }

    public required string? Analyze { get; init; }

    public required string? Subscript { get; init; }

    /// <summary>The length in bytes; -1 for a variable one, -2 for a C string.</summary>
    public required int Length { get; init; }

    public required bool IsByValue { get; init; }

    /// <summary><c>c</c> char, <c>s</c> int2, <c>i</c> int4, <c>d</c> double.</summary>
    public required char Alignment { get; init; }

    /// <summary><c>p</c> plain, <c>e</c> external, <c>m</c> main, <c>x</c> extended.</summary>
    public required char Storage { get; init; }

    public required char Category { get; init; }

    public required bool IsPreferred { get; init; }

    public required string? Default { get; init; }

    public required string? Element { get; init; }

    public required char Delimiter { get; init; }

    public required bool IsCollatable { get; init; }
}
