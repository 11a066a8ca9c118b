using PgLanes.Model;

namespace PgLanes.Leasing;

/// <summary>What a choice of rows means for the partitions of a template. Pure.</summary>
internal static class PartitionedData
{
    /// <summary>Returns <paramref name="data"/> with the partitions of the tables that it names.</summary>
    public static BaselineData For(BaselineData data, DatabaseModel template)
    {
        var tables = template.Of<TableModel>().ToDictionary(table => (table.Schema, table.Name));
        return data.WithPartitions(tables.Where(table => table.Value.IsPartition).Select(table => (table.Key, Ancestors(table.Value, tables))));
    }

    // The nearest first.
    private static IEnumerable<(string Schema, string Name)> Ancestors(TableModel table, Dictionary<(string Schema, string Name), TableModel> tables)
    {
        for (var partition = table; partition is { IsPartition: true }; partition = tables.GetValueOrDefault((partition.Parents[0].Schema, partition.Parents[0].Name)))
            yield return (partition.Parents[0].Schema, partition.Parents[0].Name);
    }
}
