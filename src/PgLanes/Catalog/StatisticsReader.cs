using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class StatisticsReader
{
    public static KindReader Kind { get; } = new("statistics.sql", ["pg_statistic_ext"], row => new StatisticsModel
    {
        Id = row.Id(CatalogOid.Statistics),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        Table = row.Text("table_name"),
        Definition = row.Text("definition"),
        Target = row.NumberOrNull("target"),
    });
}
