using System.Collections.ObjectModel;

namespace PgLanes;

/// <summary>Which of the template's rows a lane starts with. A table is named <c>table</c> or <c>schema.table</c>, as the catalog spells it.</summary>
public sealed class BaselineData
{
    private readonly bool _keepsOthers;
    private readonly ReadOnlyCollection<string> _tables;

    private BaselineData(bool keepsOthers, IEnumerable<string> tables) =>
        (_keepsOthers, _tables) = (keepsOthers, tables.Distinct().Order(StringComparer.Ordinal).ToList().AsReadOnly());

    /// <summary>Every row of the template.</summary>
    public static BaselineData All { get; } = new(keepsOthers: true, []);

    /// <summary>No row: every table starts empty, and its sequences where they were made to start.</summary>
    public static BaselineData None { get; } = new(keepsOthers: false, []);

    /// <summary>The tables that are named as exceptions.</summary>
    public IReadOnlyList<string> Tables => _tables;

    /// <summary>Only the rows of <paramref name="tables"/>.</summary>
    public static BaselineData NoneBut(params IEnumerable<string> tables) => new(keepsOthers: false, tables);

    /// <summary>The rows of all tables but <paramref name="tables"/>.</summary>
    public static BaselineData AllBut(params IEnumerable<string> tables) => new(keepsOthers: true, tables);

    /// <summary>Returns the choice in words.</summary>
    public override string ToString() => $"{(_keepsOthers ? "all" : "none")}{(_tables.Count == 0 ? "" : " but " + string.Join(", ", _tables))}";

    internal bool Keeps(string schema, string table) => _keepsOthers != (_tables.Contains(table) || _tables.Contains($"{schema}.{table}"));
}
