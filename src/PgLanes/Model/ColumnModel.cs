namespace PgLanes.Model;

/// <summary>A column of a table or view, or an attribute of a composite type.</summary>
internal sealed record ColumnModel : CatalogObject
{
    public override string Label => $"column {Table}.{Name}";

    public override bool IsNamedBySchema => false;

    /// <summary>The table, view or composite type that the column belongs to.</summary>
    public required string Table { get; init; }

    /// <summary>1 for the first column that is not dropped: gaps are no part of a table's meaning.</summary>
    public required int Position { get; init; }

    public required string Type { get; init; }

    /// <summary>The collation, where it is not the type's own.</summary>
    public required string? Collation { get; init; }

    public required bool NotNull { get; init; }

    /// <summary>The default or the generation expression.</summary>
    public required string? Default { get; init; }

    /// <summary><c>s</c> stored, <c>v</c> virtual, null for a plain column.</summary>
    public required char? Generated { get; init; }

    /// <summary><c>a</c> always, <c>d</c> by default, null for a column without identity.</summary>
    public required char? Identity { get; init; }

    /// <summary>The storage, where it is not the type's own: <c>PLAIN</c>, <c>EXTERNAL</c>, <c>EXTENDED</c> or <c>MAIN</c>.</summary>
    public required string? Storage { get; init; }

    public required string? Compression { get; init; }

    /// <summary>The statistics target, where one is set.</summary>
    public required int? Statistics { get; init; }

    public required ModelList<string> Options { get; init; }

    public required ModelList<string> ForeignOptions { get; init; }

    /// <summary>Whether the table itself declares the column; false where it is only inherited.</summary>
    public required bool IsLocal { get; init; }

    public required bool IsInherited { get; init; }

    /// <summary>Where the server keeps the default; never part of a comparison.</summary>
    public required ObjectId DefaultId { get; init; }

    public override CatalogObject PlacedLike(CatalogObject other) =>
        this with { Id = other.Id, DefaultId = other is ColumnModel column ? column.DefaultId : DefaultId };
}
