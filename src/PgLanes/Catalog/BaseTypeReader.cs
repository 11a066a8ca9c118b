using PgLanes.Model;

namespace PgLanes.Catalog;

internal static class BaseTypeReader
{
    public static KindReader Kind { get; } = new("base_types.sql", ["type b", "type p"], row => new BaseTypeModel
    {
        Id = row.Id(CatalogOid.Type),
        Schema = row.Text("schema"),
        Name = row.Text("name"),
        IsDefined = row.Flag("is_defined"),
        Input = row.TextOrNull("input"),
        Output = row.TextOrNull("output"),
        Receive = row.TextOrNull("receive"),
        Send = row.TextOrNull("send"),
        ModifierInput = row.TextOrNull("modifier_input"),
        ModifierOutput = row.TextOrNull("modifier_output"),
        Analyze = row.TextOrNull("analyze"),
        Subscript = row.TextOrNull("subscript"),
        Length = row.Number("length"),
        IsByValue = row.Flag("is_by_value"),
        Alignment = row.Letter("alignment"),
        Storage = row.Letter("storage"),
        Category = row.Letter("category"),
        IsPreferred = row.Flag("is_preferred"),
        Default = row.TextOrNull("default_value"),
        Element = row.TextOrNull("element"),
        Delimiter = row.Letter("delimiter"),
        IsCollatable = row.Flag("is_collatable"),
    });
}
