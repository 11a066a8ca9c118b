using System.Collections.ObjectModel;

namespace PgLanes;

/// <summary>Which of the template's rows a lane starts with. A table is named <c>table</c> or <c>schema.table</c>, as the catalog spells it. A partitioned
/// table stands for those of its partitions, and of theirs, that are not named themselves.</summary>
public sealed class BaselineData
{
    private readonly bool _keepsOthers;
    private readonly ReadOnlyCollection<string> _tables;
    private readonly ReadOnlyDictionary<string, string> _conditions;

    private BaselineData(bool keepsOthers, IEnumerable<string> tables, IDictionary<string, string> conditions)
    {
        _keepsOthers = keepsOthers;
        _tables = tables.Distinct().Order(StringComparer.Ordinal).ToList().AsReadOnly();
        _conditions = new SortedDictionary<string, string>(conditions, StringComparer.Ordinal).AsReadOnly();
    }

    /// <summary>Every row of the template.</summary>
    public static BaselineData All { get; } = AllBut();

    /// <summary>No row: every table starts empty, and its sequences where they were made to start.</summary>
    public static BaselineData None { get; } = NoneBut();

    /// <summary>The tables that are named as exceptions.</summary>
    public IReadOnlyList<string> Tables => _tables;

    /// <summary>The conditions of <see cref="Where"/>, by table.</summary>
    public IReadOnlyDictionary<string, string> Conditions => _conditions;

    /// <summary>Only the rows of <paramref name="tables"/>.</summary>
    public static BaselineData NoneBut(params IEnumerable<string> tables) => new(keepsOthers: false, tables, new Dictionary<string, string>());

    /// <summary>The rows of all tables but <paramref name="tables"/>.</summary>
    public static BaselineData AllBut(params IEnumerable<string> tables) => new(keepsOthers: true, tables, new Dictionary<string, string>());

    /// <summary>Returns the same choice, but of <paramref name="table"/> the rows for which <paramref name="condition"/> is true, whatever else
    /// was chosen for it. Rows that refer to ones left out must be left out, too, or no lane can be made.</summary>
    /// <param name="table">The table.</param>
    /// <param name="condition">What stands behind <c>WHERE</c>, in SQL; it may name the table's columns and, with its schema, anything else.</param>
    public BaselineData Where(string table, string condition)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(table);
        ArgumentException.ThrowIfNullOrWhiteSpace(condition);
        return new BaselineData(_keepsOthers, _tables, new Dictionary<string, string>(_conditions) { [table] = condition });
    }

    /// <summary>Returns the choice in words.</summary>
    public override string ToString() =>
        $"{(_keepsOthers ? "all" : "none")}{(_tables.Count == 0 ? "" : " but " + string.Join(", ", _tables))}" +
        string.Concat(_conditions.Select(condition => $"; {condition.Key} where {condition.Value}"));

    /// <summary>Returns the same choice, in which each partition that is not named is named as the nearest table above it that is.</summary>
    internal BaselineData WithPartitions(
        IEnumerable<((string Schema, string Name) Partition, IEnumerable<(string Schema, string Name)> Ancestors)> partitions)
    {
        if (_tables.Count + _conditions.Count == 0) return this;
        var tables = _tables.ToList();
        var conditions = new Dictionary<string, string>(_conditions);
        foreach (var (partition, ancestors) in partitions.Where(partition => !IsNamed(partition.Partition)))
        {
            var (schema, name) = ancestors.FirstOrDefault(IsNamed);
            if (name is null) continue;
            if (IsExcepted(schema, name)) tables.Add($"{partition.Schema}.{partition.Name}");
            if (Condition(schema, name) is { } condition) conditions[$"{partition.Schema}.{partition.Name}"] = condition;
        }

        return new BaselineData(_keepsOthers, tables, conditions);
    }

    internal bool Keeps(string schema, string table) => Condition(schema, table) is not null || _keepsOthers != IsExcepted(schema, table);

    /// <summary>Returns the condition that the table's rows must meet, or null where all of them are meant.</summary>
    internal string? Condition(string schema, string table) =>
        _conditions.GetValueOrDefault($"{schema}.{table}") ?? _conditions.GetValueOrDefault(table);

    private bool IsNamed((string Schema, string Name) table) => IsExcepted(table.Schema, table.Name) || Condition(table.Schema, table.Name) is not null;

    private bool IsExcepted(string schema, string table) => _tables.Contains(table) || _tables.Contains($"{schema}.{table}");
}
