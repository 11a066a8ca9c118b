namespace PgLanes.Model;

/// <summary>A constraint of a table. Domain constraints belong to their domain, constraint triggers to triggers.</summary>
internal sealed record ConstraintModel : CatalogObject
{
    public override string Label => $"constraint {Name} on {Table}";

    public override bool IsNamedBySchema => false;

    public required string Table { get; init; }

    /// <summary><c>p</c> primary, <c>u</c> unique, <c>x</c> exclusion, <c>c</c> check, <c>f</c> foreign key, <c>n</c> not null.</summary>
    public required char Kind { get; init; }

    public required string Definition { get; init; }

    /// <summary>The column of a not-null constraint.</summary>
    public required string? Column { get; init; }

    public required bool IsLocal { get; init; }

    public required bool IsInherited { get; init; }

    /// <summary>The name of the same constraint on the parent of a partition.</summary>
    public required string? ParentName { get; init; }

    /// <summary>Whether a superuser disabled triggers by which the server checks a foreign key. In a lane they always work.</summary>
    public required bool IsDisabled { get; init; }

    public bool IsForeignKey => Kind == 'f';

    public bool IsNotValid => Definition.EndsWith(" NOT VALID", StringComparison.Ordinal);

    public bool IsNotNull => Kind == 'n';

    /// <summary>Whether an index of the same name stands behind the constraint.</summary>
    public bool HasIndex => Kind is 'p' or 'u' or 'x';
}
