using Npgsql;
using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class AggregateReader
{
    public static KindReader Kind { get; } = new("aggregates.sql", ["routine a"], row => new AggregateModel
    {
        Id = row.Id(CatalogOid.Routine),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        Arguments = row.Text("arguments"),
        Kind = row.Letter("kind"),
        Parallel = row.Letter("parallel"),
        CombineFunction = row.TextOrNull("combine_function"),
        SerialFunction = row.TextOrNull("serial_function"),
        DeserialFunction = row.TextOrNull("deserial_function"),
        SortOperator = row.TextOrNull("sort_operator"),
        State = ReadState(row, ""),
        MovingState = row.TextOrNull("moving_transition") is null ? null : ReadState(row, "moving_"),
        InverseFunction = row.TextOrNull("inverse_function"),
    });

    private static AggregateState ReadState(NpgsqlDataReader row, string prefix) => new(
        row.Text($"{prefix}transition"),
        row.Text($"{prefix}type"),
        row.Number($"{prefix}space"),
        row.TextOrNull($"{prefix}final"),
        row.Flag($"{prefix}final_extra"),
        row.Letter($"{prefix}final_modify"),
        row.TextOrNull($"{prefix}initial"));
}
